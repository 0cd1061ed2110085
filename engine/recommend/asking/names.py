"""The names that a data set's movies have of one kind, found as people write them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from engine.catalogue.folding import fold
from engine.catalogue.numbers import in_digits

ONE_SLIP, TWO_SLIPS = 6, 12  # letters of a name, from which so many may be wrong
_NUMBERS = re.compile(r"\d+")
_ARTICLES = ("the ", "a ", "an ")


def key_of(text: str) -> str:
    """What is equal in names that mean the same: "Zombies" and "zombie", "World War II" and "2".

    Empty where the text has no letters.
    """
    folded = in_digits(fold(text), ordinals=False)
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    if folded.endswith(("ies", "ie")):
        return folded.removesuffix("s").removesuffix("e")
    if folded.endswith("y") and len(folded) > 2:
        return f"{folded[:-1]}i"
    if folded.endswith(("ches", "shes", "xes", "oes")):
        return folded[:-2]
    plural = folded.endswith("s") and not folded.endswith(("ss", "us", "is", "ous"))
    return folded[:-1] if plural and len(folded) > 3 else folded


class Names:
    """Names by their keys, with the rows of the movies that have them."""

    def __init__(
        self,
        named: Iterable[tuple[str, int]],
        also: Mapping[str, str] | None = None,
        key_of: Callable[[str], str] = key_of,
    ) -> None:
        """named: names and rows; of names with one key the most frequent is shown.

        also: other words for names; those for a name that no movie has are left out. key_of: what
        is equal in names that mean the same; people's names have no plural.
        """
        self._key_of = key_of
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        for name, row in named:
            by_name[name].append(row)
        written: defaultdict[str, list[str]] = defaultdict(list)
        for name in by_name:
            if key := key_of(name):
                written[key].append(name)
        self._names = {
            key: min(names, key=lambda name: (-len(by_name[name]), name))
            for key, names in written.items()
        }
        self._rows = {
            key: by_name[names[0]] if len(names) == 1 else [r for n in names for r in by_name[n]]
            for key, names in written.items()
        }
        self._also = {
            key_of(other): name
            for other, name in (also or {}).items()
            if key_of(name) in self._names and key_of(other) not in self._names
        }
        self._by_letter: dict[str, list[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self._names)

    def items(self) -> Iterator[tuple[str, Sequence[int]]]:
        """Every name, with the rows of the movies that have it."""
        return ((name, self._rows[key]) for key, name in self._names.items())

    def find(self, text: str) -> str | None:
        """The name that a text is, in other words too."""
        key = self._key_of(text)
        found = self._also.get(key)
        return self._names.get(self._key_of(found) if found else key)

    def exactly(self, name: str) -> str | None:
        """The name that is written so, but for upper and lower case."""
        found = self._names.get(self._key_of(name))
        return found if found and found.casefold() == name.casefold() else None

    def near(self, text: str) -> str | None:
        """The one name that a text differs least from, by a slip of the finger or two.

        The first letter and all numbers must be right, and no other name as near.
        """
        key = self._key_of(text)
        most = (len(key) >= ONE_SLIP) + (len(key) >= TWO_SLIPS)
        if not most:
            return None
        if self._by_letter is None:
            self._by_letter = defaultdict(list)
            for other in (*self._names, *self._also):
                self._by_letter[other[0]].append(other)
        some = self._by_letter.get(key[0], [])
        near = process.extract(key, some, scorer=OSA.distance, score_cutoff=most, limit=None)
        least = min((slips for _, slips, _ in near), default=0)
        found = {
            self._names.get(self._key_of(self._also.get(other, other)))
            for other, slips, _ in near
            if slips == least and _NUMBERS.findall(other) == _NUMBERS.findall(key)
        }
        return found.pop() if len(found) == 1 else None

    def rows(self, name: str) -> Sequence[int]:
        """The rows of the movies that have a name; none for an unknown one."""
        return self._rows.get(self._key_of(name), ())
