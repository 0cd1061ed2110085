"""The word for its kind that sites put in brackets behind a title: TV, a short, a series."""

import re
from typing import NamedTuple

from engine.catalogue.folding import fold

_BRACKET = re.compile(r"\s+\(([^()]*)\)\s*$")
# In English, Spanish, French, Italian, German, Portuguese and Russian; folding makes й to и.
_MADE_FOR = (
    r"(?:(?:tv|web|mini|docu|anime|animated|documentary|limited|fernseh|"
    r"тв|теле|веб|мини|мульт|аниме|документальныи|анимационныи) ?)*"
)
_SERIES = r"(?:series?|serien|сериал|шоу)(?: limitada| animada)?|minisserie|episod(?:e|io)|tv show"
_SHORT = r"short(?: film)?|corto|cortometra(?:je|ggio)|court metrage|curta(?: metragem)?|kurzfilm"
_SHORT += r"|короткометраж(?:ка|ныи)(?: фильм)?"
_MUSIC = r"music(?:al)? video|video ?musical|video ?clipe?|clip(?: video)?|musik ?video"
_MUSIC += r"|(?:видео ?)?клип"
_GAME = r"video ?games?|video ?juego|video ?gioco|video ?spiel|jeu video|videojogo|podcast"
_FOR = r"(?: (?:de tv|para tv|tv|televisiv[ao]|televisee|de television|тв))?(?: \d{4})*"
_NO_MOVIE = re.compile(f"{_MADE_FOR}(?:{_SERIES}|{_SHORT}|{_MUSIC}|{_GAME}){_FOR}")
_MOVIE = re.compile("tv|tv movie|tv film|film tv|video|тв|телефильм|видео")


class Unmarked(NamedTuple):
    """A title without its marks, and whether they say that it is no movie."""

    title: str
    is_no_movie: bool


def unmarked(title: str, shorts: frozenset[str] = frozenset()) -> Unmarked:
    """The title without the words for its kind; a short is no movie, lest it is taken for one.

    shorts: what else stands for a short, folded.
    """
    is_no_movie = False
    while found := _BRACKET.search(title):
        kind = fold(found[1])
        says_no = kind in shorts or _NO_MOVIE.fullmatch(kind) is not None
        if not (says_no or _MOVIE.fullmatch(kind)):
            break
        is_no_movie |= says_no
        title = title[: found.start()]
    return Unmarked(title, is_no_movie)
