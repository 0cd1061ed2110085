"""Makes any number of different titles from the words of real ones, to test a large search."""

import random
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.catalogue.titles import split_year

COINED = 0.2  # share of new words: a larger data set has more words, too
# What follows a title's words: ", The", a name in brackets.
_END = re.compile(r"(?:, \w+| \([^()]*\))$")


def many_titles(titles: Sequence[str], count: int, seed: int = 1) -> list[str]:
    """Make count different titles in MovieLens form, with the lengths and years of real ones.

    The real ones come first. Each word of the others has its place from some real title.
    """
    rng = random.Random(seed)
    named = [split_year(title) for title in titles]
    split = [name.partition(" (")[0].split() for name, _ in named]
    longest = max(map(len, split))
    at = [[words[place] for words in split if len(words) > place] for place in range(longest)]
    made = dict.fromkeys(titles[:count])
    while len(made) < count:
        (like, year), size = rng.choice(named), len(rng.choice(split))
        words = [_word(rng, at[place]) for place in range(size)]
        end = _END.search(like)
        made[f"{' '.join(words)}{end[0] if end else ''} ({year or 2000})"] = None
    return list(made)


def _word(rng: random.Random, words: Sequence[str]) -> str:
    word = rng.choice(words)
    if len(word) < 4 or rng.random() >= COINED:
        return word
    other = rng.choice(words)
    return word[: rng.randint(2, len(word))] + other[len(other) // 2 :]


def long_tailed(count: int, most: int = 100_000) -> npt.NDArray[np.int64]:
    """Numbers of ratings, (count,): few movies have most of them, as in all MovieLens data."""
    return (most / np.arange(1, count + 1)).astype(np.int64)
