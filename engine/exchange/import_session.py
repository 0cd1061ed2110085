"""An import in progress: the file's records, their movies, and what the person decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.catalogue.dataset import Dataset
from engine.exchange.additions import with_additions
from engine.exchange.any_csv import Columns
from engine.exchange.matching import Match, Matcher
from engine.exchange.plan import ListMeaning, Plan, Policy, listed_as, make_plan, match_all
from engine.exchange.reading import Export, read_export
from engine.exchange.scales import next_scale, rescaled
from engine.profile.entries import Entry

REJECTED = "you said that it is another"


@dataclass
class ImportSession:
    """Records with their matches, and how conflicts between them and the profile are settled.

    lists_mean: what it means that a movie is on a list, which no list says.
    policy: for all conflicts but those in settled, which has policies by the record's place.
    adds: whether films that the data set lacks become movies beside its own, but for those in
    left_out, which has records' places.
    """

    export: Export
    matches: list[Match]
    scale: float  # the best rating possible, where it was guessed and can be changed
    policy: Policy = "newest"
    settled: dict[int, Policy] = field(default_factory=dict)
    lists_mean: ListMeaning = "nothing"
    adds: bool = True
    left_out: set[int] = field(default_factory=set)

    def plan(self, dataset: Dataset, said: Mapping[int, Entry]) -> Plan:
        """Plan the changes to a profile's entries; said has these by movie id."""
        records = listed_as(rescaled(self.export.records, self.scale), self.lists_mean)
        plan = make_plan(records, self.matches, dataset, said, self.policy, self.settled)
        return with_additions(plan, dataset, self.left_out) if self.adds else plan

    def step_scale(self) -> None:
        """Take the next scale that the ratings fit, where the scale was guessed."""
        if self.export.guessed_scale:
            self.scale = next_scale(self.scale, self.export.guessed_scale)

    @property
    def listed(self) -> int:
        """How many records are of a list of which nothing says what it means."""
        return sum(
            record.is_listed and record.stars is None and not (record.watchlist or record.is_seen)
            for record in self.export.records
        )

    def match_by_hand(self, place: int, row: int) -> None:
        """Match a record to the movie in a row of the data set."""
        self.matches[place] = Match(row, 1.0, "hand")

    def confirm(self, place: int) -> None:
        """Agree to the movie that was found for a record, or that was only proposed."""
        match = self.matches[place]
        row = match.guess if match.row is None else match.row
        if row is not None:
            self.match_by_hand(place, row)

    def reject(self, place: int) -> None:
        """Say that the movie that was found for a record, or proposed, is another one."""
        self.matches[place] = Match(None, 0.0, REJECTED)

    def leave_out(self, place: int) -> None:
        """Do not add the film of a record; or do, if it was left out."""
        self.left_out ^= {place}

    def settle(self, place: int, policy: Policy) -> None:
        """Settle one conflict."""
        self.settled[place] = policy


def start_import(
    path: Path,
    dataset: Dataset,
    columns: Columns | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    other_titles: Sequence[Sequence[str]] = (),
) -> ImportSession:
    """Read a file and find its movies; raises ExchangeError.

    other_titles: more titles of each row of the data set, where facts have them.
    """
    export = read_export(path, columns)
    matches = match_all(export.records, Matcher(dataset, other_titles), on_progress)
    return ImportSession(export, matches, export.guessed_scale)
