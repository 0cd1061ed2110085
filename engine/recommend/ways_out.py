"""What to give up where all wishes together leave no movie."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.recommend.filters import Filter, Mask

MOST = 3  # ways that are told


class WayOut(NamedTuple):
    """The fewest wishes without which some movies are left, and how many those are."""

    wishes: tuple[str, ...]
    left: int

    @property
    def sentence(self) -> str:
        """Which wishes to give up, and what that brings."""
        movies = "1 movie is" if self.left == 1 else f"{self.left:,} movies are"
        return f"Without {' and '.join(self.wishes)} {movies} left."


def ways_out(filters: Sequence[Filter], open_to: Mask) -> tuple[WayOut, ...]:
    """The sets of filters, as small as can be, that alone hide movies; what brings most first.

    open_to: the movies that are wanted but for the filters, [movies].
    """
    if not filters or not open_to.any():
        return ()
    hiding = np.array([hides[open_to] for _, hides, _ in filters])
    fewest = hiding.sum(axis=0)
    sets, counts = np.unique(hiding[:, fewest == fewest.min()], axis=1, return_counts=True)
    best = np.argsort(-counts, kind="stable")[:MOST]
    return tuple(
        WayOut(
            tuple(
                _wish(each) for each, is_one in zip(filters, sets[:, way], strict=True) if is_one
            ),
            int(counts[way]),
        )
        for way in best
    )


def _wish(hiding: Filter) -> str:
    """A chip by its label, another wish by what it hides."""
    label = hiding.chip.strip('"')
    return f"“{label}”" if label else f"hiding “{hiding.what}”"
