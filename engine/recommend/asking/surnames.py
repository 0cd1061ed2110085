"""People by their surname alone: the one whom most ratings are of."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from engine.catalogue.folding import fold
from engine.recommend.asking.names import Names
from engine.recommend.asking.words import ORDINARY

KNOWN_BY_SURNAME = 5  # movies of somebody whose surname alone is a name
LEAST_KNOWN = 2  # and of somebody whose surname may be mistyped
_PARTICLES = "de del della di da du des van von der den le la el al bin ten st san"
PARTICLES = frozenset(_PARTICLES.split())

Counts = npt.NDArray[np.integer]


class Surnames:
    """The best known person of each surname."""

    def __init__(self, people: Names, popularity: Counts) -> None:
        """popularity: the number of ratings of each movie."""
        fame = np.sqrt(popularity).tolist()  # many films count for more than one that all know
        best: dict[str, tuple[float, int, str]] = {}
        for name, rows in people.items():
            known = sum(fame[row] for row in rows), len(rows), name
            for surname in _surnames(fold(name).split()):
                best[surname] = max(best.get(surname, known), known)
        self._best = {surname: (movies, name) for surname, (_, movies, name) in best.items()}
        known_ones = (s for s, (movies, _) in self._best.items() if movies >= LEAST_KNOWN)
        self._mistyped = Names((surname, 0) for surname in known_ones)

    def find(self, surname: str, *, any_fame: bool) -> str | None:
        """The best known person of a surname.

        Without any_fame only who has made five movies, and if the surname is no word of its own.
        """
        folded = fold(surname)
        movies, name = self._best.get(folded, (0, None))
        named = any_fame or (movies >= KNOWN_BY_SURNAME and folded not in ORDINARY)
        return name if named else None

    def near(self, surname: str) -> str | None:
        """The best known person of the one surname that differs least."""
        found = self._mistyped.near(surname)
        return self._best[found][1] if found else None


def _surnames(words: list[str]) -> Iterator[str]:
    """The last of a name's words, and with the particles before it: "niro" and "de niro"."""
    at = len(words) - 1
    while at > 0:
        yield " ".join(words[at:])
        if words[at - 1] not in PARTICLES:
            return
        at -= 1
