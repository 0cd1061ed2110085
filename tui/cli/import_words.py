"""What the verb import says of a file, and of what it would change."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tui.cli.printing import complain, plain

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Item, Plan

_SAID = {
    "new": "new",
    "added": "new to the catalogue",
    "changed": "changed",
    "same": "same as before",
    "outdone": "outdone by another row of the movie",
    "conflict": "in conflict",
    "unmatched": "not found",
    "series": "series, skipped",
    "seen": "seen, not rated",
    "unrated": "without a rating, skipped",
}
_MOST_PROBLEMS, _MOST_ROWS = 10, 20


def to_know(intake: "ImportSession") -> Iterator[str]:
    """What the file leaves open, a sentence each: a scale that was guessed, and a list."""
    if guess := intake.export.guessed_scale:
        yield (
            f"No rating is above {guess:g}, so {guess:g} is taken for the best possible. "
            "If another is, name it with --scale."
        )
    if intake.listed and intake.lists_mean == "nothing":
        yield "On a list, without a rating: --list-as watchlist or --list-as seen."


def complain_of(intake: "ImportSession") -> None:
    """Say on standard error what of a file could not be used."""
    for sentence in intake.export.unread:
        complain(sentence)
    problems = intake.export.problems
    for problem in problems[:_MOST_PROBLEMS]:
        complain(str(problem))
    if len(problems) > _MOST_PROBLEMS:
        complain(f"There are {len(problems) - _MOST_PROBLEMS:,} more kinds of trouble.")
    if not intake.export.records:
        complain("No row of the file names a movie. Is it the right one?")


def tell_counts(intake: "ImportSession", plan: "Plan") -> None:
    """Print how many rows there are of each kind, and how sure their movies are."""
    rows = len(plan.items)
    click.echo(f"{intake.export.source}: {rows:,} row{'' if rows == 1 else 's'}")
    for kind, count in plan.counts.items():
        settled = f", settled by {intake.policy}" if kind == "conflict" and count else ""
        click.echo(f"{count:>7,}  {_SAID[kind]}{settled}")
    doubts = Counter(item.match.doubt for item in plan.items)
    click.echo(
        f"Movies found: {doubts['sure']:,} sure, {doubts['likely']:,} likely, "
        f"{doubts['ask']:,} to be asked about."
    )


def tell_doubts(plan: "Plan", dataset: "Dataset") -> None:
    """Print the rows in doubt with the movie that was found or proposed, the least sure first."""
    doubtful = [
        item for doubt in ("ask", "likely") for item in plan.items if item.match.doubt == doubt
    ]
    for item in doubtful[:_MOST_ROWS]:
        click.echo(plain(_in_doubt(item, dataset)))
    if len(doubtful) > _MOST_ROWS:
        click.echo(f"{len(doubtful) - _MOST_ROWS:,} more are in doubt; --json prints every row.")


def _in_doubt(item: "Item", dataset: "Dataset") -> str:
    record, match = item.record, item.match
    row = match.guess if match.row is None else match.row
    assert row is not None
    year = f" ({record.year})" if record.year else ""
    mark = "?" if match.row is None else ""
    return f"{match.doubt or '':>7}  {record.title}{year}: {dataset.movie(row).titled}{mark}"
