"""How many of the films a person has seen are newer than a data set, and what to do about it."""

from collections.abc import Iterable

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import KNOWN

WORTH_SAYING = 0.05  # of the films
WORTH_FETCHING = 0.1


def last_year(dataset: Dataset) -> int:
    """The year of the newest of a data set's own movies."""
    return int(dataset.years[: dataset.own_movies].max(initial=0))


def newer_share(years: Iterable[int], dataset: Dataset) -> float:
    """The share of films, by their years, that came out after the newest movie of a data set."""
    newest = last_year(dataset)
    newer = [year > newest for year in years]
    return sum(newer) / len(newer) if newer else 0.0


def lacks_newer(dataset: Dataset, spoken_of: Iterable[int]) -> bool:
    """Whether nobody has fetched what came out since a data set ends.

    spoken_of: ids of the movies of which the person says something. Those, and what an import
    added, came without fetching.
    """
    newest, theirs = last_year(dataset), set(spoken_of)
    return all(
        movie.year <= newest or movie.imported or movie.movie_id in theirs
        for movie in dataset.added
    )


def advice_on_newer(years: Iterable[int], dataset: Dataset) -> str:
    """What to say about films that are newer than the data set; empty where there are few."""
    share, newest = newer_share(years, dataset), last_year(dataset)
    if share < WORTH_SAYING:
        return ""
    further, reached = [], newest
    for source in sorted(KNOWN.values(), key=lambda source: source.megabytes):
        if source.last_year > reached:
            reached = source.last_year
            cost = f"{source.megabytes} MB, about {source.minutes} min of training on two cores"
            further.append(f"{source.name} ({cost}) reaches to {reached}")
    bigger = f" Data sets: {'; '.join(further)}." if further else ""
    return (
        f"{share:.0%} of these films are newer than {dataset.name}, which ends in {newest}. "
        f"What came since: movierec-tui data new, or Ctrl+P.{bigger}"
    )
