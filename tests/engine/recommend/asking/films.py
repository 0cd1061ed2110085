"""A few films, and facts about them, to be asked for in words."""

from pathlib import Path

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.facts.movie_facts import Facts
from tests.conftest import write_folder

# A film: its genres, then its facts by kind, and its minutes.
FILMS: dict[str, tuple[str, dict[str, str], float]] = {
    "Police Python 357 (1976)": (
        "Crime|Thriller",
        {"directors": "Alain Corneau", "cast": "Yves Montand", "countries": "France|West Germany"},
        125,
    ),
    "Choice of Arms (1981)": (
        "Crime",
        {"directors": "Alain Corneau", "cast": "Gérard Depardieu", "countries": "France"},
        135,
    ),
    "Going Places (1974)": (
        "Comedy|Crime",
        {"cast": "Gérard Depardieu|Miou-Miou", "countries": "France", "languages": "French"},
        117,
    ),
    "High and Low (1963)": (
        "Crime|Drama",
        {
            "directors": "Akira Kurosawa",
            "countries": "Japan",
            "languages": "Japanese",
            "places": "Tokyo",
            "subjects": "kidnapping",
        },
        143,
    ),
    "Ran (1985)": ("Drama|War", {"directors": "Akira Kurosawa", "subjects": "World War II"}, 162),
    "Pulse (2001)": (
        "Horror",
        {"directors": "Kiyoshi Kurosawa", "countries": "Japan", "places": "Tokyo"},
        119,
    ),
    "Tokyo Story (1953)": (
        "Drama",
        {"directors": "Yasujirō Ozu", "countries": "Japan", "periods": "aftermath of war"},
        136,
    ),
    "Chess Fever (1925)": ("Comedy", {"countries": "Soviet Union", "subjects": "chess"}, 28),
    "Long Game: A Documentary (2016)": ("Documentary", {"subjects": "Chess"}, 80),
    "Star Wars: Episode IV - A New Hope (1977)": (
        "Action|Sci-Fi",
        {
            "cast": "Carrie Fisher|Rose Carie",
            "countries": "United States of America",
            "languages": "English",
        },
        121,
    ),
    "Star Wars: Episode V - The Empire Strikes Back (1980)": ("Action|Sci-Fi", {}, 124),
    "Midnight in Paris (2011)": (
        "Comedy|Romance",
        {
            "countries": "Spain|United States of America",
            "languages": "English|French",
            "genres": "time-travel film|romantic comedy film",
            "places": "Paris",
        },
        94,
    ),
    "Léon (1994)": ("Action|Crime", {"countries": "France", "languages": "English"}, 110),
    "Untold": ("(no genres listed)", {}, float("nan")),
}
ROW = {title: row for row, title in enumerate(FILMS)}
TAGS = "userId,movieId,tag,timestamp\n1,8,chess,1\n1,9,robot,1\n2,10,robots,1\n2,6,ghosts,1\n"


def films(folder: Path) -> Dataset:
    """The films, numbered from 1; earlier ones have more ratings."""
    movies = [f'{at},"{title}",{FILMS[title][0]}' for title, at in _numbered()]
    ratings = [
        f"{user},{at},4,9" for _, at in _numbered() for user in range(1, len(FILMS) + 2 - at)
    ]
    return read_dataset(
        write_folder(
            folder,
            movies="\n".join(["movieId,title,genres", *movies, ""]),
            ratings="\n".join(["userId,movieId,rating,timestamp", *ratings, ""]),
            tags=TAGS,
            links=None,
        )
    )


def facts() -> Facts:
    """The facts about the films."""
    kinds = ("directors", "cast", "companies", "countries", "languages", "genres", "series")
    qids: dict[str, str] = {}
    lists = {
        kind: [
            tuple(qids.setdefault(name, f"Q{len(qids) + 1}") for name in _split(known.get(kind)))
            for _, known, _ in FILMS.values()
        ]
        for kind in (*kinds, "subjects", "places", "periods")
    }
    unknown = np.full(len(FILMS), np.nan, np.float32)
    runtimes = np.array([minutes for *_, minutes in FILMS.values()], np.float32)
    return Facts(lists, {qid: name for name, qid in qids.items()}, runtimes, unknown, unknown, ())


def _numbered() -> list[tuple[str, int]]:
    return [(title, row + 1) for title, row in ROW.items()]


def _split(names: str | None) -> list[str]:
    return names.split("|") if names else []
