"""Search: the rank of the movie that is meant, and the time that a keystroke takes."""

import random
import string
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rich.table import Table

from bench.many_titles import long_tailed, many_titles
from bench.report import Measured, at_most, median_and_p95, table
from engine.catalogue.dataset import Dataset
from engine.catalogue.folding import fold
from engine.catalogue.search import TitleSearch
from engine.catalogue.titles import lead_with_article, split_year

TITLES = 1000
TYPED = 200
TYPED_IN_LARGE = 100
DEPTH = 100
LEAST_MRR = 0.985
MOST_MS = 8.0
LARGE_MS = {87_585: 40.0, 500_000: 150.0}  # titles: milliseconds per keystroke
ARTICLES = ("the ", "a ", "an ")
SMALL = frozenset(
    ("a", "an", "the", "of", "and", "in", "to", "on", "for", "at", "with", "from", "by")
)


class Query(NamedTuple):
    """What someone types, of which kind, and the row of the movie they mean.

    wanted: what the folded name of another movie must equal, start with or contain, depending on
    the kind, to fit the query just as well.
    """

    kind: str
    text: str
    row: int
    wanted: str


def measure(dataset: Dataset) -> Table:
    """Measure ranks with a data set's most rated titles, and times with more titles, too."""
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    asked = list(queries(dataset.file_titles, most_rated(dataset, TITLES)))
    found = reciprocal_ranks(search, asked, dataset)
    rows = [
        Measured(f"MRR, {kind} ({len(ranks):,} queries)", _shown(ranks))
        for kind, ranks in found.items()
    ]
    every = [pair for ranks in found.values() for pair in ranks]
    goal = f"at least {LEAST_MRR}"
    for what, mrr in zip(("fair", "strict"), np.mean(every, axis=0), strict=True):
        row = Measured(f"MRR, all {len(every):,}, {what}", f"{mrr:.4f}", goal, mrr >= LEAST_MRR)
        rows.append(row)
    names = [query.text for query in asked if query.kind == "in full"]
    rows += _keystrokes(search, names[:TYPED], "", MOST_MS)
    for titles, goal_ms in LARGE_MS.items():
        rows += _among(many_titles(dataset.file_titles, titles), names[:TYPED_IN_LARGE], goal_ms)
    made = table("Search", rows)
    made.caption = (
        "MRR: mean of 1 / rank of the movie the query was made from. Fair: more popular movies "
        "that fit the query exactly may come before it. Strict, in brackets: none may."
    )
    return made


def _among(titles: Sequence[str], texts: Sequence[str], goal_ms: float) -> list[Measured]:
    """The time to index so many titles, and then the time of a keystroke."""
    among = f", {len(titles):,} titles"
    started = time.perf_counter()
    search = TitleSearch(titles, long_tailed(len(titles)))
    took = Measured(f"the index{among}", f"{time.perf_counter() - started:.1f} s")
    return [took, *_keystrokes(search, texts, among, goal_ms)]


def _keystrokes(
    search: TitleSearch, texts: Sequence[str], among: str, goal_ms: float
) -> list[Measured]:
    half, most = median_and_p95(keystroke_ms(search, texts))
    return [
        Measured(f"a keystroke, median{among}", f"{half:.1f} ms"),
        at_most(f"a keystroke, 95th percentile{among}", most, goal_ms, "ms"),
    ]


def _shown(ranks: list[tuple[float, float]]) -> str:
    fair, strict = np.mean(ranks, axis=0)
    return f"{fair:.4f} ({strict:.4f})"


def most_rated(dataset: Dataset, count: int) -> list[int]:
    """The rows of the most rated movies."""
    rows: list[int] = np.argsort(-dataset.rating_counts, kind="stable")[:count].tolist()
    return rows


def queries(titles: Sequence[str], rows: Sequence[int], seed: int = 1) -> Iterator[Query]:
    """Queries of every kind that applies, for each row of titles in MovieLens form."""
    rng = random.Random(seed)
    for row in rows:
        for kind, text, wanted in _ways(titles[row], rng):
            yield Query(kind, text, row, fold(wanted))


def _ways(title: str, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    name, *others = _names(title)
    yield "in full", name, name
    if len(name) > 3:
        yield "one typo", _with_typo(name, rng), name
    for article in ARTICLES:
        if name.startswith(article):
            yield "without article", name.removeprefix(article), name
    start = name[: -(-len(name) * 3 // 5)].rstrip()
    yield "60% of it", start, start
    words = [word.strip(",:;!?.-()") for word in name.split()]
    telling = list(dict.fromkeys(word for word in words if word and word not in SMALL))
    if len(telling) > 1:
        two = " ".join(rng.sample(telling, 2))
        yield "two words", two, two
    if year := split_year(title)[1]:
        yield "with year", f"{name} {year}", name
    for other in others:
        yield "other title", other, name


def _names(title: str) -> list[str]:
    """The names of a movie as people type them, those in brackets last."""
    parts = [part.rstrip(") ") for part in split_year(title)[0].split(" (")]
    return [lead_with_article(part.removeprefix("a.k.a. ")).lower() for part in parts]


def _with_typo(name: str, rng: random.Random) -> str:
    """The name with a letter wrong, missing or extra, or with two swapped."""
    at = rng.choice([i for i, letter in enumerate(name[:-1]) if letter.isalpha()] or [0])
    letter = rng.choice(string.ascii_lowercase.replace(name[at], ""))
    here, following = name[at], name[at + 1]
    ways = [letter + following, following, here + letter + following]
    if here != following:
        ways.append(following + here)
    return name[:at] + rng.choice(ways) + name[at + 2 :]


def reciprocal_ranks(
    search: TitleSearch, asked: Sequence[Query], dataset: Dataset
) -> dict[str, list[tuple[float, float]]]:
    """1 / rank of the meant movie for each query, by kind; 0 beyond the first DEPTH answers.

    The first of each two is the fair one: popularity should decide between movies that fit equally
    well, so more popular ones do not count. The second counts all.
    """
    folded = [fold(_names(title)[0]) for title in dataset.file_titles]
    counts = dataset.rating_counts
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for query in asked:
        rows = search.search(query.text, DEPTH)
        if query.row not in rows:
            found[query.kind].append((0.0, 0.0))
            continue
        ahead = rows[: rows.index(query.row)]
        rivals = sum(counts[row] > counts[query.row] and _fits(query, folded[row]) for row in ahead)
        found[query.kind].append((1 / (1 + len(ahead) - rivals), 1 / (1 + len(ahead))))
    return found


def _fits(query: Query, name: str) -> bool:
    """Whether a movie of this folded name could be meant just as well."""
    if query.kind == "60% of it":
        return name.startswith(query.wanted)
    if query.kind == "two words":
        return set(query.wanted.split()) <= set(name.split())
    return name == query.wanted


def keystroke_ms(search: TitleSearch, texts: Sequence[str]) -> list[float]:
    """Milliseconds that each letter of each text takes to answer, typed one by one."""
    times = []
    for text in texts:
        for end in range(1, len(text) + 1):
            started = time.perf_counter()
            search.search(text[:end], DEPTH)
            times.append(1000 * (time.perf_counter() - started))
    return times
