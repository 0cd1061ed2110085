"""Movies that belong together, in the order in which they came out: a second part comes second."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from engine.catalogue.dataset import Dataset, Floats
from engine.catalogue.folding import fold
from engine.catalogue.numbers import in_digits
from engine.facts.movie_facts import Facts

MOST_PARTS = 12  # in longer series, such as all films of a studio's hero, the order says little
_PART = re.compile(
    r"^(?P<name>.+?)(?:[:,]? (?P<word>part|episode|chapter|volume|vol\.?))? "
    r"(?P<number>\d{1,2}|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)(?P<rest>\W.*)?$",
    re.IGNORECASE,
)


class Series:
    """The series of a data set: by facts, and by titles that differ in their number alone."""

    def __init__(self, dataset: Dataset, facts: Facts | None) -> None:
        titles = _by_title(dataset.titles)
        self._parts = [
            sorted(rows, key=lambda row: (dataset.years[row] or 9999, numbers.get(row, 1), row))
            for numbers in (*titles, *_by_facts(facts))
            if 2 <= len(rows := list(numbers)) <= MOST_PARTS
        ]
        self._table = np.full((len(self._parts), MOST_PARTS), -1)
        for line, rows in zip(self._table, self._parts, strict=True):
            line[: len(rows)] = rows

    def first_parts_first(self, scores: Floats) -> Floats:
        """Scores with no part below a later one of its series, [movies].

        Whoever would choose the third part begins with the first they have not seen. Movies with
        minus infinity, seen or not wanted, stay where they are.
        """
        parts = np.where(self._table >= 0, scores[self._table], -np.inf)
        from_here_on = np.maximum.accumulate(parts[:, ::-1], axis=1)[:, ::-1]
        raised, wanted = scores.copy(), np.isfinite(parts)
        np.maximum.at(raised, self._table[wanted], from_here_on[wanted])
        return raised

    def in_order(self, picked: Sequence[int]) -> list[int]:
        """The same movies, the parts of each series in their order among the places they have."""
        picked = list(picked)
        place_of = {row: place for place, row in enumerate(picked)}
        for rows in self._parts:
            here = [row for row in rows if row in place_of]
            places = sorted(place_of[row] for row in here)
            for place, row in zip(places, here, strict=True):
                picked[place], place_of[row] = row, place
        return picked


def _by_title(titles: Sequence[str]) -> Iterator[dict[int, int]]:
    """The rows of each series and their numbers; a title without a number is the first part.

    Of movies with the same number one is a part: "Apollo 13" and "Apollo 13: To the Edge and Back"
    do not follow each other. It is the one without a subtitle, or else the first.
    """
    plain: dict[str, int] = {}
    numbered: defaultdict[str, dict[int, int]] = defaultdict(dict)
    bare = set()
    for row, title in enumerate(titles):
        plain.setdefault(fold(title), row)
        found = _PART.match(title.partition(" (")[0])
        if found is None or not (found["word"] or not found["rest"] or found["rest"][0] == ":"):
            continue
        digits = in_digits(f"part {found['number'].casefold()}").split()[-1]
        if digits.isdigit():
            parts, number = numbered[fold(found["name"])], int(digits)
            if not found["rest"]:
                bare.add(row)
            if number not in parts or (row in bare and parts[number] not in bare):
                parts[number] = row
    for name, parts in numbered.items():
        if name in plain:
            parts.setdefault(1, plain[name])
        yield {row: number for number, row in parts.items()}


def _by_facts(facts: Facts | None) -> Iterable[dict[int, int]]:
    if facts is None or "series" not in facts.lists:
        return ()
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row, ids in enumerate(facts.lists["series"]):
        for series in ids:
            found[series][row] = 1
    return found.values()
