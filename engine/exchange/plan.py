"""The plan of an import: what it would change, decided before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

from engine.catalogue.added_movies import AddedMovie
from engine.catalogue.dataset import Dataset
from engine.exchange.matching import Match, Matcher, taken_without_year
from engine.exchange.precedence import is_newer, outdoes
from engine.exchange.records import Record
from engine.profile.entries import UNDATED, Entry
from engine.profile.watch_days import watch_day, with_watch_day

Kind = Literal[
    "new",
    "added",
    "changed",
    "same",
    "outdone",
    "conflict",
    "unmatched",
    "series",
    "seen",
    "unrated",
]
ListMeaning = Literal["nothing", "watchlist", "seen"]
Policy = Literal["newest", "theirs", "mine"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NOTHING_SETTLED: Mapping[int, Policy] = MappingProxyType({})


@dataclass(frozen=True)
class Item:
    """One record and what an import does with it.

    new: the profile has no entry for the movie. added: the data set lacks the movie, which becomes
    one beside its own (see additions). changed: the record adds to the entry. same: it
    adds nothing. outdone: another record of the movie counts. conflict: it contradicts the entry.
    unmatched: no movie is sure enough. series: it is not about a movie. seen: it is new, and says
    no more than that. unrated: it says nothing.
    """

    kind: Kind
    record: Record
    match: Match
    entry: Entry | None = None  # as it would be, None if it stays as it is
    old: Entry | None = None  # as it is, for a conflict
    told: AddedMovie | None = None  # what it tells of a movie that the data set lacks


@dataclass(frozen=True)
class Plan:
    """Everything that an import would do."""

    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """The number of records of each kind, 0 for a kind without any."""
        counted = Counter(item.kind for item in self.items)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def entries(self) -> list[Entry]:
        """The entries to put into the profile, as one step: one for each movie."""
        return [item.entry for item in self.items if item.entry is not None]

    @property
    def additions(self) -> list[AddedMovie]:
        """What the records tell of movies that the data set lacks."""
        return [item.told for item in self.items if item.told is not None]

    @property
    def years(self) -> list[int]:
        """The year of each film, 0 where the file has none."""
        return [item.record.year for item in self.items if item.kind != "series"]

    @property
    def unmatched(self) -> list[Item]:
        """The items for which no movie was found."""
        return [item for item in self.items if item.kind == "unmatched"]


def match_all(
    records: Sequence[Record],
    matcher: Matcher,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Match]:
    """Find each record's movie; on_progress gets the number of records done and of all."""
    nothing = Match(None, 0, "it is skipped")
    matches = []
    for done, record in enumerate(records, start=1):
        is_skipped = _passed_over(record) is not None and not record.is_listed
        matches.append(nothing if is_skipped else matcher.match(record))
        on_progress(done, len(records))
    # Where most rows have a year, one without is of a movie that is not out yet. Where most have
    # none, the file has none to give.
    if 2 * sum(record.year > 0 for record in records) < len(records):
        return list(map(taken_without_year, matches))
    return matches


def _passed_over(record: Record) -> Kind | None:
    """Why a record is skipped, whatever its movie; None if it is not."""
    if record.is_series:
        return "series"
    says_something = record.stars is not None or record.watchlist or record.is_seen
    return None if says_something else "unrated"


def listed_as(records: Iterable[Record], meaning: ListMeaning) -> list[Record]:
    """The records, where those of a list that say nothing else mean what the person says."""
    if meaning == "nothing":
        return list(records)
    wished, seen = meaning == "watchlist", meaning == "seen"
    return [
        replace(record, watchlist=wished, is_seen=seen)
        if record.is_listed and record.stars is None
        else record
        for record in records
    ]


def make_plan(
    records: Sequence[Record],
    matches: Sequence[Match],
    dataset: Dataset,
    said: Mapping[int, Entry],
    conflicts: Policy = "newest",
    settled: Mapping[int, Policy] = NOTHING_SETTLED,
) -> Plan:
    """Plan an import into a profile; said: its entries by movie id.

    conflicts: whether the newest rating wins, theirs, or mine; a rating without a time is older
    than any other. settled: by a record's place, conflicts that are settled differently. Of
    several records of one movie the latest rating counts, the others are outdone.
    """
    found = [
        Item(_passed_over(record) or ("unmatched" if match.row is None else "new"), record, match)
        for record, match in zip(records, matches, strict=True)
    ]
    latest: dict[int, int] = {}
    for place, item in enumerate(found):
        if item.kind != "new" or item.match.row is None:
            continue
        before = latest.setdefault(item.match.row, place)
        if before != place:
            counts = outdoes(item.record, records[before])
            winner, loser = (place, before) if counts else (before, place)
            latest[item.match.row] = winner
            found[loser] = replace(found[loser], kind="outdone")
    for row, place in latest.items():
        movie_id = int(dataset.movie_ids[row])
        old = said.get(movie_id, Entry(movie_id))
        found[place] = decided(found[place], old, settled.get(place, conflicts))
    return Plan(tuple(found))


def decided(item: Item, old: Entry, conflicts: Policy) -> Item:
    """The item with its kind, and with the entry that would replace the old one."""
    record = item.record
    if record.stars is None or record.stars == old.stars:
        # For a rated movie, a place on the watchlist or that it was seen alone adds nothing.
        new = old if record.stars != old.stars else _marked(old, record)
        if new == old:
            return replace(item, kind="same")
        contradicts, newer = old.not_interested and record.watchlist, False
    else:
        new = Entry(
            old.movie_id,
            record.stars,
            UNDATED if record.rated_at is None else record.rated_at,
            record.watchlist,
            original=with_watch_day(record.original, record.watched_on or watch_day(old.original)),
        )
        contradicts = old.stars is not None
        newer = is_newer(record, old.rated_at)
    if contradicts:
        wins = conflicts == "theirs" or (conflicts == "newest" and newer)
        return replace(item, kind="conflict", entry=new if wins else None, old=old)
    if old != Entry(old.movie_id):
        return replace(item, kind="changed", entry=new)
    return replace(item, kind="seen" if new.seen else "new", entry=new)


def _marked(old: Entry, record: Record) -> Entry:
    """The entry with what a record says besides stars: that it was seen and when, or is wanted."""
    if record.watched_on and not watch_day(old.original):
        old = replace(old, original=with_watch_day(old.original, record.watched_on))
    seen = old.seen or (record.is_seen and old.stars is None)
    if record.watchlist:
        return replace(old, watchlist=True, not_interested=False, seen=seen)
    return replace(old, seen=seen, watchlist=old.watchlist and seen == old.seen)
