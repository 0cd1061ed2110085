"""The facts about a movie, in a few lines."""

import math
from typing import TYPE_CHECKING

from tui.state.current import State

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie

CAST = DIRECTORS = SUBJECTS = 5
WHERE = ("places", "periods")


def fact_lines(state: State, movie: "Movie") -> list[str]:
    """Who made the movie and where, its length, how known it is; leaves out what is unknown."""
    facts = state.opened.facts if state.opened else None
    if facts is None:
        return []
    runtime, score = facts.runtimes[movie.row], facts.scores[movie.row]
    made = [", ".join(facts.names(kind, movie.row)) for kind in ("countries", "languages")]
    made.append("" if math.isnan(runtime) else f"{runtime:.0f} minutes")
    made.append("" if math.isnan(score) else f"liked by {score:.0f}% of critics")
    votes = math.nan if facts.imdb_votes is None else facts.imdb_votes[movie.row]
    made.append("" if math.isnan(votes) else f"{votes:,.0f} votes on IMDb")
    lines = {
        "Directed by ": _some(facts.names("directors", movie.row), DIRECTORS),
        "With ": ", ".join(facts.names("cast", movie.row, CAST)),
        "": " · ".join(filter(None, made)),
        "Part of ": ", ".join(facts.names("series", movie.row)),
        "About ": _some(facts.names("subjects", movie.row), SUBJECTS),
        "Set in ": _some([n for k in WHERE for n in facts.names(k, movie.row)], SUBJECTS),
    }
    return [f"{start}{text}" for start, text in lines.items() if text]


def titles_line(state: State, movie: "Movie") -> str:
    """The titles that the data set and the facts have beside the one shown; "" without any."""
    from engine.catalogue.folding import spelt
    from engine.catalogue.titles import natural, split_year

    opened = state.opened
    if opened is None:
        return ""
    others = opened.facts.other_titles if opened.facts else ()
    own = natural(split_year(opened.dataset.file_titles[movie.row])[0])
    titles = {spelt(title): title for title in (own, *(others[movie.row] if others else ()))}
    titles.pop(spelt(movie.title), None)
    return f"Also called {' · '.join(titles.values())}" if titles else ""


def _some(names: list[str], most: int) -> str:
    """The first names, since an anthology may have thirty directors; then how many more."""
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return ", ".join([*names[:most], *more])
