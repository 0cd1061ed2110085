"""Facts: who made each movie of a data set, where, its runtime, and its critics' score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalogue.dataset import Floats
from engine.files.problems import DatasetError, Problem

# Kinds of fact that have Wikidata ids and names; every file of facts has those in KINDS.
KINDS = ("directors", "cast", "companies", "countries")
# What a movie is about, where it plays, and when.
SETTINGS = ("subjects", "places", "periods")
OPTIONAL_KINDS = ("languages", "genres", "series", *SETTINGS)

_BAG_FIELDS = {
    "directors": ("directors", 9),
    "cast": ("cast", 8),
    "countries": ("countries", 9),
    "companies": ("companies", 3),
    "languages": ("languages", None),
    "wikidata_genres": ("genres", None),
    "series": ("series", None),
}


class FactsError(DatasetError):
    """Facts that cannot be fetched or read."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known about a data set's movies; each list and array has one entry per movie row.

    lists: Wikidata ids by kind, for the kinds that the file has. labels: names by Wikidata id.
    other_titles: labels, aliases and original titles; empty if the file has none. english_titles:
    the labels in English, "" where unknown. imdb_genres, imdb_votes: from IMDb's own files, for
    those who have them.
    runtimes: minutes. scores: critics' scores from 0 to 100. awards: how many. nan is unknown.
    """

    lists: dict[str, list[tuple[str, ...]]]
    labels: dict[str, str]
    runtimes: Floats
    scores: Floats
    awards: Floats
    problems: tuple[Problem, ...]
    other_titles: Sequence[tuple[str, ...]] = ()
    english_titles: Sequence[str] = ()
    imdb_genres: Sequence[tuple[str, ...]] = ()
    imdb_votes: Floats | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to tell the person about values that were not used: the first three problems."""
        return tuple(map(str, self.problems[:3]))

    def names(self, kind: str, row: int, most: int | None = None) -> list[str]:
        """The names of a movie's first directors, actors and so on; the id if there is no name."""
        found = self.lists[kind][row] if kind in self.lists else ()
        return [self.labels.get(qid, qid) for qid in found[:most]]

    def bags(self) -> dict[str, list[Sequence[str]]]:
        """Feature values of each movie by field: ids, and numbers as coarse steps."""
        bags: dict[str, list[Sequence[str]]] = {
            field: [qids[:most] for qids in self.lists[kind]]
            for field, (kind, most) in _BAG_FIELDS.items()
            if kind in self.lists
        }
        bags["critics"] = _stepped(self.scores, 10)
        bags["runtime"] = _stepped(self.runtimes, 15)
        return bags


def _stepped(numbers: Floats, step: int) -> list[Sequence[str]]:
    return [[] if np.isnan(number) else [str(int(number // step))] for number in numbers]
