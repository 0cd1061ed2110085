"""What an import would change, in words that fit a cell."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.widgets.star_text import star_text
from tui.widgets.titles import plain_title

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Item, Kind, ListMeaning, Plan

SHORT: "Mapping[Kind, str]" = {
    "new": "new",
    "added": "new film",
    "changed": "changed",
    "same": "same",
    "outdone": "outdone",
    "conflict": "conflict",
    "unmatched": "not found",
    "series": "series",
    "seen": "seen",
    "unrated": "no rating",
}


_DOUBTS = ("ask", "likely")  # what is to be looked at, the greatest doubt first
NOT_FOUND = "not in this data set"
SKIPPED = "skipped"
MOST_PROBLEMS = 2
ADDED = "new to the catalogue"
LISTED_AS: "Mapping[ListMeaning, str]" = {
    "nothing": "left out",
    "watchlist": "wanted",
    "seen": "seen",
}


def named(item: "Item") -> str:
    """The movie as the file names it: by title, or by an id."""
    record = item.record
    ids = f"IMDb {record.imdb_id}" if record.imdb_id else f"TMDB {record.tmdb_id}"
    return record.title or ids


def stars_text(stars: float | None) -> str:
    """Stars, empty where there are none."""
    return star_text(stars) if stars else ""


def theirs_text(item: "Item") -> str:
    """Their stars; without any, that they want the movie or have seen it."""
    record = item.record
    if record.stars is not None:
        return star_text(record.stars)
    if record.watchlist:
        return "want"
    return "seen" if record.is_seen else ""


def mine_text(item: "Item") -> str:
    """In a conflict, the person's own stars, with a mark where they are kept."""
    if item.kind != "conflict" or item.old is None:
        return ""
    kept = "" if item.entry else " ✓"
    return f"{stars_text(item.old.stars)}{kept}"


def found_text(item: "Item", titles: "list[str]") -> str:
    """The title of the movie that was found, or why none was."""
    match = item.match
    if match.row is not None:
        return plain_title(titles[match.row])
    return f"{plain_title(titles[match.guess])}?" if match.guess is not None else why_none(item)


def why_none(item: "Item") -> str:
    """Why no movie was found for a row, in a few words."""
    if item.kind == "added":
        return ADDED
    if item.kind in ("series", "unrated"):
        return SKIPPED
    return item.match.how if item.match.confidence else NOT_FOUND


def about_text(item: "Item", dataset: "Dataset") -> str:
    """In full, which movie was found for a row, or why none was."""
    if item.match.row is None:
        return f"{named(item)}: {why_none(item)}"
    movie = dataset.movie(item.match.row)
    likely = ", likely" if item.match.doubt == "likely" else ""
    return f"{named(item)}: found {movie.titled} by {item.match.how}{likely}"


def to_know(intake: "ImportSession") -> list[str]:
    """What the file leaves open, a sentence each, and its first problems."""
    problems = [*intake.export.unread, *map(str, intake.export.problems)]
    told = []
    if intake.listed:
        told.append("What does the list mean? l: you want these movies, or have seen them.")
    if guess := intake.export.guessed_scale:
        told.append(f"No rating is above {guess:g}. If a better one is possible, press s.")
    if not intake.export.records:
        told.append("No row of the file names a movie. Is it the right one?")
    told += problems[:MOST_PROBLEMS]
    if more := len(problems[MOST_PROBLEMS:]):
        told.append(f"More kinds of trouble: {more:,}. import FILE --dry-run tells of each.")
    return told


def summary_text(plan: "Plan", intake: "ImportSession") -> str:
    """What would be imported, and how doubts are settled."""
    count, added = len(plan.entries), plan.counts["added"]
    words = [f"{len(plan.items):,} rows"]
    movies = "1 movie" if count == 1 else f"{count:,} movies"
    words.append(f"i imports {movies}" + (f", {added:,} new to the catalogue" if added else ""))
    if not intake.adds:
        words.append("none is added (a)")
    if plan.counts["conflict"]:
        words.append(f"conflicts: {intake.policy}")
    if intake.scale:
        words.append(f"best rating: {intake.scale:g}")
    if intake.listed:
        words.append(f"on a list: {LISTED_AS[intake.lists_mean]} (l)")
    return " · ".join(words)


def sure_text(item: "Item") -> str:
    """Whether a match is sure, likely, or to be asked about; empty where there is none."""
    return item.match.doubt or ""


def by_doubt(item: "Item") -> int:
    """Where an item stands among the others: what is most in doubt comes first."""
    doubt = item.match.doubt
    return _DOUBTS.index(doubt) if doubt in _DOUBTS else len(_DOUBTS)


def kinds_in(plan: "Plan") -> "list[Kind | None]":
    """None for all rows, then each kind that the file has."""
    return [None, *(kind for kind, count in plan.counts.items() if count)]


def kinds_text(plan: "Plan", current: "Kind | None") -> str:
    """How many rows there are of each kind, the current one in brackets."""
    words = []
    for kind in kinds_in(plan):
        word = f"{SHORT[kind]} {plan.counts[kind]:,}" if kind else f"all {len(plan.items):,}"
        words.append(f"[{word}]" if kind == current else f" {word} ")
    return " ".join(words)
