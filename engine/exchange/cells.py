"""What cells of an export mean that people's programs write in many ways: ratings and kinds."""

import math
import re

from engine.catalogue.folding import fold

_NONE = frozenset(("", "-", "\u2013", "\u2014", "n/a", "na", "none", "null", "nan", "not rated"))
_STARS = re.compile(r"(\u2605*)(\u00bd?)")
_OF = re.compile(r"(?P<value>[\d.,]+)\s*/\s*(?P<scale>\d+)", re.ASCII)
# Words in English, German, French, Italian, Spanish, Portuguese and Russian, without accents.
_NO_MOVIE = re.compile(
    r"serie|miniss|episod|folge|podcast|show|season|staffel|temporada|stagione|"
    r"game|videospiel|gioco|juego|jeu|jogo|music|musik|musique|clip|^tv$|сериал|шоу|клип"
)
_TELEVISION = re.compile(r"tv|tele|fernseh")
_SHORT = re.compile(r"short|kurz|court|cort|curta")


def stars_of(cell: str, scale: float) -> float | None:
    """Convert a rating on a scale that ends at scale to stars, in halves; None for no rating.

    A cell may name its own scale, as 9/10, 80% and stars do. 0 is no rating. Raises ValueError
    if the cell does not hold a number of its scale.
    """
    cell = cell.strip()
    if cell.casefold() in _NONE:
        return None
    drawn = _STARS.fullmatch(cell)
    if drawn is not None:
        return _in_halves(len(drawn[1]) + 0.5 * bool(drawn[2]), 5)
    said = _OF.fullmatch(cell)
    if said is not None and float(said["scale"]) > 0:
        return _in_halves(float(said["value"].replace(",", ".")), float(said["scale"]))
    if cell.endswith("%"):
        return _in_halves(float(cell[:-1].replace(",", ".")), 100)
    return _in_halves(float(cell.replace(",", ".")), scale)


def _in_halves(value: float, scale: float) -> float | None:
    if not math.isfinite(value) or not 0 <= value <= scale:
        raise ValueError(value)
    return max(0.5, math.floor(value / scale * 10 + 0.5) / 2) if value else None


def says_no_movie(kind: str) -> bool:
    """Whether a file's word for the kind of a title means a series, a game, music or a podcast.

    A short made for television is none either; a film or a special made for it is one.
    """
    kind = fold(kind)
    is_short = _SHORT.search(kind) is not None
    return bool(_NO_MOVIE.search(kind)) or (is_short and _TELEVISION.search(kind) is not None)
