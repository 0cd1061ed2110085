"""How much of an import is newer than the data set in use, and what to do about it."""

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import KNOWN
from engine.exchange.plan import Plan

WORTH_SAYING = 0.05


def last_year(dataset: Dataset) -> int:
    """The year of the newest of a data set's own movies."""
    return int(dataset.years[: dataset.own_movies].max(initial=0))


def newer_share(plan: Plan, dataset: Dataset) -> float:
    """The share of an import's films that came out after the newest movie of the data set."""
    years = [item.record.year for item in plan.items if item.kind != "series"]
    newest = last_year(dataset)
    return sum(year > newest for year in years) / len(years) if years else 0.0


def advice_on_newer(plan: Plan, dataset: Dataset) -> str:
    """What to say about films that are newer than the data set; empty where there are few."""
    share, newest = newer_share(plan, dataset), last_year(dataset)
    if share < WORTH_SAYING:
        return ""
    further, reached = [], newest
    for source in sorted(KNOWN.values(), key=lambda source: source.megabytes):
        if source.last_year > reached:
            reached = source.last_year
            further.append(f"{source.name} ({source.megabytes} MB) reaches to {reached}")
    bigger = f" Data sets: {'; '.join(further)}." if further else ""
    return (
        f"{share:.0%} of these films are newer than {dataset.name}, which ends in {newest}. "
        f"What came since: movierec-tui data new, or Ctrl+P.{bigger}"
    )
