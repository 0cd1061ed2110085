"""Chooses and orders the best movies to show, so that they are neither all alike nor all by one."""

from collections import Counter

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.facts.movie_facts import Facts

CANDIDATES = 200
LIKENESS_COST = 0.3  # stars off for likeness to a movie above, for each step of variety
TOP = 20
MOST_OF_ONE = 2  # movies of a series or a director in the top


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

    def pick(self, scores: Floats, top: int, variety: int) -> Ints:
        """The rows of the top movies, best first; movies with minus infinity are left out.

        Variety above 0 is maximal marginal relevance: the next movie has the greatest score less
        its likeness to the most similar movie before it (Carbonell, Goldstein, The Use of MMR,
        1998). Among the first TOP there are at most two of one series or director.
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
            at = int(wanted.argmax()) if place >= TOP else self._first_allowed(rows, wanted, seen)
            score[at] = -np.inf
            picked.append(int(rows[at]))
            seen.update(self._made_by(picked[-1]))
            if variety:
                likest = np.maximum(likest, self.likeness(picked[-1], rows))
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

    def _first_allowed(self, rows: Ints, wanted: Floats, seen: Counter[str]) -> int:
        """The place of the most wanted row whose makers do not have MOST_OF_ONE movies yet."""
        best = int(wanted.argmax())
        if self._is_allowed(int(rows[best]), seen):
            return best
        for at in np.argsort(-wanted, kind="stable").tolist():
            if np.isfinite(wanted[at]) and self._is_allowed(int(rows[at]), seen):
                return int(at)
        return best

    def _is_allowed(self, row: int, seen: Counter[str]) -> bool:
        return all(seen[maker] < MOST_OF_ONE for maker in self._made_by(row))

    def _made_by(self, row: int) -> set[str]:
        return {maker for makers in self._makers for maker in makers[row]}
