"""The genres of IMDb and Wikidata in the names that MovieLens has for them."""

import re
from collections.abc import Iterable

_NAMED = {
    "Action": r"action|martial arts|superhero",
    "Adventure": r"adventure",
    "Animation": r"animat|anime\b|cartoon",
    "Children": r"child|family",
    "Comedy": r"comedy|satir|parod",
    "Crime": r"crime|gangster|heist|mafia",
    "Documentary": r"documentary",
    "Drama": r"drama",
    "Fantasy": r"fantasy",
    "Film-Noir": r"noir",
    "Horror": r"horror|slasher|zombie",
    "Musical": r"musical|^music$",
    "Mystery": r"myster|whodunit",
    "Romance": r"roman(ce|tic)",
    "Sci-Fi": r"sci.?fi|science fiction",
    "Thriller": r"thriller",
    "War": r"\bwar\b",
    "Western": r"western",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _NAMED.items()}


def movielens_genres(names: Iterable[str]) -> tuple[str, ...]:
    """The genres that names stand for, in the order of the alphabet; other names say nothing."""
    told = list(names)
    return tuple(
        genre for genre, pattern in _PATTERNS.items() if any(pattern.search(name) for name in told)
    )
