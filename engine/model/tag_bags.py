"""The tags of movies as a model learns from them: spelled alike, the most frequent ones."""

import re
from collections import Counter
from collections.abc import Sequence

from engine.catalogue.dataset import Dataset

MAX_TAGS = 12


def tag_bags(dataset: Dataset) -> list[Sequence[str]]:
    """Each movie's tags in a normalised spelling, most frequent first."""
    spelled = _spelled_alike(dataset.tag_names)
    counts: list[Counter[str]] = [Counter() for _ in dataset.movie_ids]
    for movie, code in zip(dataset.tag_movies.tolist(), dataset.tag_codes.tolist(), strict=True):
        if spelled[code]:
            counts[movie][spelled[code]] += 1
    return [[tag for tag, _ in count.most_common(MAX_TAGS)] for count in counts]


def _spelled_alike(names: Sequence[str]) -> list[str]:
    """Only letters and digits: "Sci-Fi" is "scifi"; "zombies" is "zombie", if that is a tag."""
    joined = ["".join(re.findall(r"[^\W_]+", name.casefold())) for name in names]
    known = set(joined)
    return [name[:-1] if name.endswith("s") and name[:-1] in known else name for name in joined]
