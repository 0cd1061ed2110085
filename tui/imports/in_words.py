"""What an import would change, in words that fit a cell."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.widgets.star_text import star_text

if TYPE_CHECKING:
    from engine.exchange.plan import Item, Kind

SHORT: "Mapping[Kind, str]" = {
    "new": "new",
    "changed": "changed",
    "same": "same",
    "conflict": "conflict",
    "unmatched": "not found",
    "series": "series",
    "unrated": "no rating",
}


NOT_FOUND = "not in this data set"
SKIPPED = "skipped"


def named(item: "Item") -> str:
    """The movie as the file names it: by title, or by an id."""
    record = item.record
    ids = f"IMDb {record.imdb_id}" if record.imdb_id else f"TMDB {record.tmdb_id}"
    return record.title or ids


def stars_text(stars: float | None) -> str:
    """Stars, empty where there are none."""
    return star_text(stars) if stars else ""


def mine_text(item: "Item") -> str:
    """In a conflict, the person's own stars, with a mark where they are kept."""
    if item.kind != "conflict" or item.old is None:
        return ""
    kept = "" if item.entry else " ✓"
    return f"{stars_text(item.old.stars)}{kept}"


def found_text(item: "Item", titles: "list[str]") -> str:
    """The title of the movie that was found, or why none was."""
    return why_none(item) if item.match.row is None else titles[item.match.row]


def why_none(item: "Item") -> str:
    """Why no movie was found for a row, in a few words."""
    if item.kind in ("series", "unrated"):
        return SKIPPED
    return item.match.how if item.match.confidence else NOT_FOUND


def sure_text(item: "Item") -> str:
    """How sure a match is, in percent; empty where there is none."""
    return "" if item.match.row is None else f"{item.match.confidence:.0%}"
