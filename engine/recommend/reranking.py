"""Chooses and orders the best movies to show, so that they are neither all alike nor all by one."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.facts.movie_facts import Facts

CANDIDATES = 200
LIKENESS_COST = 1.0  # off for likeness to a movie above, for each step of variety
TOP = 20
MOST_OF_ONE = 2  # movies of a series or a director in the top
COMPARED = 50  # liked movies that are compared with each other


class Usual(NamedTuple):
    """What a person's own liked movies are like: variety starts from there.

    likeness: the mean of each one's likeness to its most similar one. shares: of the series and
    directors among them.
    """

    likeness: float = 0.0
    shares: dict[str, float] = {}  # noqa: RUF012


NOTHING_USUAL = Usual()


def candidates(top: int) -> int:
    """The number of best movies from which the top ones are picked."""
    return max(CANDIDATES, 2 * top)


class Reranker:
    """Picks movies one after the other, by score and by what has been picked before."""

    def __init__(self, vectors: Floats, genres: Floats, facts: Facts | None) -> None:
        """vectors: movies as a model knows them, [movies, width]. genres: shares of each."""
        centred = vectors - vectors.mean(0)
        self._vectors = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        self._genres = (genres > 0).astype(np.float32)
        lists = facts.lists if facts else {}
        self._makers = [lists[kind] for kind in ("series", "directors") if kind in lists]

    def usual(self, liked: Ints) -> Usual:
        """What a person likes, from the rows of the movies that they liked."""
        made = Counter(maker for row in liked.tolist() for maker in self._made_by(row))
        shares = {maker: count / len(liked) for maker, count in made.items() if count > 1}
        some = liked[-COMPARED:]
        if len(some) < 2:
            return Usual(0.0, shares)
        alike = np.stack([self.likeness(row, some) for row in some.tolist()])
        np.fill_diagonal(alike, -1.0)
        # With few liked movies the likeness of the nearest says little of a taste.
        likest = float(alike.max(1).mean()) * len(some) / (len(some) + MOST_OF_ONE)
        return Usual(max(0.0, likest), shares)

    def pick(self, scores: Floats, top: int, variety: int, usual: Usual = NOTHING_USUAL) -> Ints:
        """The rows of the top movies, best first; movies with minus infinity are left out.

        Variety above 0 is maximal marginal relevance: the next movie has the greatest score less
        its likeness to the most similar movie before it (Carbonell, Goldstein, The Use of MMR,
        1998), as far as that is more than is usual for the person. Among the first TOP there are
        at most two of one series or director, or as large a share as among what the person likes.
        """
        most = min(candidates(top), len(scores))
        near = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
        order = near[np.argsort(-scores[near], kind="stable")][:most].astype(np.int32)
        rows = order[np.isfinite(scores[order])]
        score = scores[rows]
        likest = np.zeros(len(rows), np.float32)
        seen: Counter[str] = Counter()
        picked: list[int] = []
        for place in range(min(top, len(rows))):
            wanted = score - variety * LIKENESS_COST * likest if variety else score
            if place >= TOP:
                at = int(wanted.argmax())
            else:
                at = self._first_allowed(rows, wanted, seen, usual)
            score[at] = -np.inf
            picked.append(int(rows[at]))
            seen.update(self._made_by(picked[-1]))
            if variety:
                alike = self.likeness(picked[-1], rows) - np.float32(usual.likeness)
                likest = np.maximum(likest, alike)
        return np.array(picked, np.int32)

    def likeness(self, row: int, others: Ints) -> Floats:
        """How similar movies are: the mean of their vectors' cosine and their genres' overlap.

        Between -0.5 and 1, [others]; the overlap is Jaccard's index.
        """
        cosine = self._vectors[others] @ self._vectors[row]
        own, theirs = self._genres[row], self._genres[others]
        shared = theirs @ own
        overlap = shared / np.maximum(theirs.sum(1) + own.sum() - shared, 1)
        return np.asarray((cosine + overlap) / 2, np.float32)

    def _first_allowed(self, rows: Ints, wanted: Floats, seen: Counter[str], usual: Usual) -> int:
        """The place of the most wanted row whose makers do not have their share yet."""
        best = int(wanted.argmax())
        if self._is_allowed(int(rows[best]), seen, usual):
            return best
        for at in np.argsort(-wanted, kind="stable").tolist():
            if np.isfinite(wanted[at]) and self._is_allowed(int(rows[at]), seen, usual):
                return int(at)
        return best

    def _is_allowed(self, row: int, seen: Counter[str], usual: Usual) -> bool:
        return all(
            seen[maker] < max(MOST_OF_ONE, round(TOP * usual.shares.get(maker, 0.0)))
            for maker in self._made_by(row)
        )

    def _made_by(self, row: int) -> set[str]:
        return {maker for makers in self._makers for maker in makers[row]}
