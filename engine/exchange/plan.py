"""What an import would change: decided for every record before anything is written."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from engine.atomic import replacing
from engine.dataset import Dataset
from engine.exchange.matching import Match, Matcher
from engine.exchange.records import ExchangeError, Record
from engine.profile import Entry

Kind = Literal["new", "changed", "same", "conflict", "unmatched", "series", "unrated"]
Policy = Literal["newest", "theirs", "mine"]
KINDS: tuple[Kind, ...] = (
    "new",
    "changed",
    "same",
    "conflict",
    "unmatched",
    "series",
    "unrated",
)
UNMATCHED_COLUMNS = ("Title", "Year", "imdbID", "tmdbID", "Rating", "WatchedDate", "Line", "Why")
_FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Item:
    """One record and what becomes of it.

    new: nothing was said of the movie. changed: it adds to what was said. same: it says nothing
    else. conflict: it contradicts. unmatched: no movie is sure enough. unrated: it has neither
    stars nor a wish to see it.
    """

    kind: Kind
    record: Record
    match: Match
    entry: Entry | None = None  # as it would be, None where the movie is left alone


@dataclass(frozen=True)
class Plan:
    """All that an import would do."""

    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many records there are of each kind, all kinds named."""
        counted = Counter(item.kind for item in self.items)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def entries(self) -> list[Entry]:
        """What to put into the profile, as one step: one entry a movie."""
        return [item.entry for item in self.items if item.entry is not None]

    @property
    def unmatched(self) -> list[Item]:
        """The items that no movie was found for."""
        return [item for item in self.items if item.kind == "unmatched"]


def make_plan(
    records: Sequence[Record],
    matcher: Matcher,
    dataset: Dataset,
    said: Mapping[int, Entry],
    conflicts: Policy = "newest",
) -> Plan:
    """Plan an import into what is said, by movie id.

    Conflicts go to whichever rating is newer, to theirs or to mine; a rating without a time is
    older than any other. Of records of one movie the latest rating counts, the others are same.
    """
    found: list[Item] = []
    latest: dict[int, int] = {}
    for record in records:
        item = _matched(record, matcher)
        if item.match.row is not None and item.kind == "new":
            before = latest.get(item.match.row)
            if before is None or _weight(found[before].record) < _weight(record):
                if before is not None:
                    found[before] = replace(found[before], kind="same")
                latest[item.match.row] = len(found)
            else:
                item = replace(item, kind="same")
        found.append(item)
    for row, place in latest.items():
        movie_id = int(dataset.movie_ids[row])
        old = said.get(movie_id, Entry(movie_id))
        found[place] = _decided(found[place], old, conflicts)
    return Plan(tuple(found))


def _matched(record: Record, matcher: Matcher) -> Item:
    if record.is_series:
        return Item("series", record, Match(None, 0, "it is a series"))
    if record.stars is None and not record.watchlist:
        return Item("unrated", record, Match(None, 0, "it has no rating"))
    match = matcher.match(record)
    return Item("unmatched" if match.row is None else "new", record, match)


def _weight(record: Record) -> tuple[bool, int]:
    return record.stars is not None, record.rated_at or 0


def _decided(item: Item, old: Entry, conflicts: Policy) -> Item:
    """The item with its kind and the entry that it makes of the old one."""
    record = item.record
    if record.stars is None or record.stars == old.stars:
        # Of a movie that is rated, a wish alone says nothing new.
        if old.watchlist or not record.watchlist or record.stars != old.stars:
            return replace(item, kind="same")
        new = replace(old, watchlist=True, not_interested=False)
        contradicts, newer = old.not_interested, False
    else:
        new = Entry(
            old.movie_id,
            record.stars,
            record.rated_at,
            record.watchlist,
            original=record.original,
        )
        contradicts = old.stars is not None
        newer = (record.rated_at or 0) > (old.rated_at or 0)
    if contradicts:
        wins = conflicts == "theirs" or (conflicts == "newest" and newer)
        return replace(item, kind="conflict", entry=new if wins else None)
    is_new = old == Entry(old.movie_id)
    return replace(item, kind="new" if is_new else "changed", entry=new)


def write_unmatched(path: Path, items: Iterable[Item]) -> None:
    """Write what no movie was found for as CSV, which can be corrected and imported again.

    Raises FileExistsError where a file is there, ExchangeError where it cannot be written.
    """
    path = path.expanduser()
    if path.exists():
        raise FileExistsError(path)
    try:
        with (
            replacing(path) as half_written,
            half_written.open("w", encoding="utf-8", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(UNMATCHED_COLUMNS)
            writer.writerows(_cells(item) for item in items)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ExchangeError(
            f"{path}, line 1: the file cannot be written ({why}). Name another with --unmatched."
        ) from error


def _cells(item: Item) -> Sequence[object]:
    """The cells of a row; its rating is in stars, as the original may be in any scale."""
    record = item.record
    day = "" if record.rated_at is None else datetime.fromtimestamp(record.rated_at, UTC).date()
    # A quote keeps a spreadsheet from running a title as a formula.
    title = f"'{record.title}" if record.title.startswith(_FORMULA_STARTS) else record.title
    imdb = f"tt{record.imdb_id:07d}" if record.imdb_id else ""
    ids = (imdb, record.tmdb_id or "")
    return title, record.year or "", *ids, record.stars or "", day, record.line, item.match.how
