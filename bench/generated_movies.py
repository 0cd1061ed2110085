"""Generates movies: ids, titles, genres, links, how good each is and for whom."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

NO_GENRES = "(no genres listed)"
FACTORS = 8
IDS_A_MOVIE = 3.34  # ml-32m numbers its 87,585 movies up to about 290,000
NOUNS = """
    River Winter Garden Stranger House Road Night Letter Bridge Island Train Summer Shadow King
    Daughter Harbor Mountain Secret Mirror Soldier Circus Dance Storm Detective Planet Widow Dream
    Captain Silence Market Orchard Witness Engine Feather Lantern Horizon Desert Doctor Violin
    Tower Wolf Rose Teacher Border Carnival Diamond Station Ghost Voyage Promise
"""
KINDS = """
    Last Red Lost Silent Golden Broken Long Blue Hidden Little Dark Second Wild Burning Empty
    Perfect Strange Cold Bright Forgotten Final Crooked Sleeping Invisible Distant Black White
    Young Old Brave Quiet Endless Paper Iron Glass Velvet Electric Lonely Northern Borrowed
"""
COMMON_FIRST = """
    Drama Comedy Thriller Romance Action Documentary Horror Crime Adventure Sci-Fi Children
    Animation Mystery Fantasy War Western Musical Film-Noir
"""
NOUN, KIND, GENRES = NOUNS.split(), KINDS.split(), COMMON_FIRST.split()


class Movies(NamedTuple):
    """Movies as columns: genres as 0 or 1, [movies, 18]; effects and factors in stars."""

    ids: npt.NDArray[np.int64]
    titles: list[str]
    genres: npt.NDArray[np.bool_]
    effects: npt.NDArray[np.float32]
    factors: npt.NDArray[np.float32]


def movies_like(rng: np.random.Generator, movies: int) -> Movies:
    """Generate movies; those that share genres please the same people."""
    ids = np.sort(rng.choice(round(IDS_A_MOVIE * movies), movies, replace=False)) + 1
    share = 0.5 / (1 + np.arange(len(GENRES)) * 0.4)
    genres = rng.random((movies, len(GENRES))) < share
    of_genres = rng.normal(0, 1, (len(GENRES), FACTORS))
    shared = genres @ of_genres / np.sqrt(np.maximum(genres.sum(1, keepdims=True), 1))
    factors = 0.16 * (0.6 * shared + 0.8 * rng.normal(0, 1, (movies, FACTORS)))
    effects = rng.normal(0, 0.4, movies)
    titles = [title(draw) for draw in _draws(rng, movies)]
    return Movies(ids, titles, genres, effects.astype(np.float32), factors.astype(np.float32))


def _draws(rng: np.random.Generator, movies: int) -> list[list[int]]:
    highs = [5, len(KIND), len(NOUN), len(NOUN), 100, 200]
    draws: list[list[int]] = rng.integers(0, highs, (movies, len(highs))).tolist()
    return draws


def title(draw: list[int]) -> str:
    """A title in MovieLens's form: the article last, and in most the year in brackets."""
    form, kind, noun, other, year, rare = draw
    name = (
        f"{KIND[kind]} {NOUN[noun]}",
        f"{KIND[kind]} {NOUN[noun]}, The",
        f"{NOUN[noun]} of the {NOUN[other]}, A",
        f"{NOUN[noun]} and {NOUN[other]}",
        f"{KIND[kind]} {NOUN[noun]} in {NOUN[other]}",
    )[form]
    since = 2023 - year * year // 100  # most movies are recent
    return name if rare == 0 else f"{name} ({since})"


def tag_names(rng: np.random.Generator, count: int) -> list[str]:
    """About count different tags."""
    words = [word.lower() for word in (*KIND, *NOUN)]
    picked = rng.integers(0, len(words), (max(count, 1), 3)).tolist()
    every = (
        " ".join(words[place] for place in places[: 1 + n % 3]) for n, places in enumerate(picked)
    )
    return list(dict.fromkeys(every))


def write_movies(path: Path, movies: Movies) -> None:
    """Write movies.csv, with quotation marks around titles with commas."""
    names = [
        "|".join(name for name, has in zip(sorted(GENRES), row, strict=True) if has) or NO_GENRES
        for row in movies.genres[:, np.argsort(GENRES)].tolist()
    ]
    table = pd.DataFrame({"movieId": movies.ids, "title": movies.titles, "genres": names})
    table.to_csv(path, index=False, lineterminator="\n")


def write_links(path: Path, movies: Movies, rng: np.random.Generator) -> None:
    """Write links.csv, without some of the TMDB ids."""
    imdb = np.sort(rng.choice(9_000_000, len(movies.ids), replace=False)) + 1
    tmdb = rng.permutation(1_000_000)[: len(movies.ids)] + 1
    has_none = rng.random(len(movies.ids)) < 0.0015
    shown = ["" if none else str(number) for number, none in zip(tmdb, has_none, strict=True)]
    links = {"movieId": movies.ids, "imdbId": [f"{number:07d}" for number in imdb], "tmdbId": shown}
    pd.DataFrame(links).to_csv(path, index=False, lineterminator="\n")
