"""Faults of a data set or of its rows, as sentences."""

from collections import Counter
from dataclasses import dataclass


class UserFacingError(Exception):
    """An error that the person can understand and fix; its text is a sentence for them."""


class DatasetError(UserFacingError):
    """A data set that cannot be used."""


@dataclass(frozen=True)
class Problem:
    """A fault in some rows of a file, described by its first occurrence."""

    file: str
    line: int
    column: str
    what: str
    outcome: str
    remedy: str
    count: int

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}, column {self.column}"
        rows = "1 row was" if self.count == 1 else f"{self.count:,} rows like this were"
        return f"{where}: {self.what}. {rows} {self.outcome}. {self.remedy}"


class Problems:
    """Collects problems, one of each kind, so that a million bad rows make one sentence."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], Problem] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(
        self,
        kind: str,
        file: str,
        line: int,
        column: str,
        what: str,
        *,
        outcome: str = "skipped",
        remedy: str = "Correct the value or delete the row.",
        count: int = 1,
    ) -> None:
        """Note a problem; of each kind, file and column only the first one's words are kept."""
        key = (file, column, kind)
        self._first.setdefault(key, Problem(file, line, column, what, outcome, remedy, 1))
        self._counts[key] += count

    def all(self) -> tuple[Problem, ...]:
        """The problems in the order they were found, with their counts."""
        return tuple(
            Problem(p.file, p.line, p.column, p.what, p.outcome, p.remedy, self._counts[key])
            for key, p in self._first.items()
        )
