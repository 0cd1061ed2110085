"""Where movies that were added to the data set stand in a list among the data set's own.

Nobody's choices tell of an added movie, so that its score cannot be weighed against the others' to
the point. One place in five is theirs, or as the person steers; which stand there, scores say.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np

from engine.catalogue.dataset import Floats, Ints

ONE_IN = {"some": 5, "many": 2}
WORTH = 1 / 3


def apart(scores: Floats, own: int) -> list[Floats]:
    """Scores with the movies after the first own ones left out, and with those left out.

    A movie is left out by minus infinity. Where one of the two has no movies, it is left out, too.
    """
    is_own = np.arange(len(scores)) < own
    parts = [np.where(kept, scores, -np.inf).astype(np.float32) for kept in (is_own, ~is_own)]
    return [part for part in parts if np.isfinite(part).any()] or parts[:1]


def placed(
    own: Sequence[int], added: Sequence[int], matches: Ints, top: int, wish: str = "some"
) -> Ints:
    """The top rows of both, each in its order; where one has no more, the other fills the list.

    wish: how many of the latter, as steering has it. matches: of all movies. An added
    movie waits until it matches at least WORTH of the one above.
    """
    one_in = ONE_IN.get(wish, 1)
    left = deque(own), deque(added)
    picked: list[int] = []
    while len(picked) < top and any(left):
        is_turn = (len(picked) + 1) % one_in == 0 and bool(left[1])
        if is_turn and picked and left[0]:
            is_turn = bool(matches[left[1][0]] >= WORTH * matches[picked[-1]])
        picked.append((left[is_turn] or left[not is_turn]).popleft())
    return np.array(picked, np.int32)


def falling(matches: Ints, is_added: np.ndarray) -> Ints:
    """Matches that fall from place to place; that of an added movie holds none below it down.

    What stands lower for variety's sake, or after its first part, matches less.
    """
    least, told = 100, matches.copy()
    for place, added in enumerate(is_added.tolist()):
        told[place] = min(int(matches[place]), least)
        least = least if added else int(told[place])
    return told
