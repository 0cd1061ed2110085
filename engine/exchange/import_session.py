"""An import in progress: the file's records, their movies, and what the person decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.catalogue.dataset import Dataset
from engine.exchange.any_csv import Columns
from engine.exchange.matching import Match, Matcher
from engine.exchange.plan import Plan, Policy, make_plan, match_all
from engine.exchange.reading import Export, read_export
from engine.profile.entries import Entry


@dataclass
class ImportSession:
    """Records with their matches, and how conflicts between them and the profile are settled.

    policy: for all conflicts but those in settled, which has policies by the record's place.
    """

    export: Export
    matches: list[Match]
    policy: Policy = "newest"
    settled: dict[int, Policy] = field(default_factory=dict)

    def plan(self, dataset: Dataset, said: Mapping[int, Entry]) -> Plan:
        """Plan the changes to a profile's entries; said has these by movie id."""
        return make_plan(
            self.export.records, self.matches, dataset, said, self.policy, self.settled
        )

    def match_by_hand(self, place: int, row: int) -> None:
        """Match a record to the movie in a row of the data set."""
        self.matches[place] = Match(row, 1.0, "hand")

    def settle(self, place: int, policy: Policy) -> None:
        """Settle one conflict."""
        self.settled[place] = policy


def start_import(
    path: Path,
    dataset: Dataset,
    columns: Columns | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportSession:
    """Read a file and find its movies; raises ExchangeError."""
    export = read_export(path, columns)
    return ImportSession(export, match_all(export.records, Matcher(dataset), on_progress))
