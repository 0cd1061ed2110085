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


def named(item: "Item") -> str:
    """What a row calls its movie."""
    record = item.record
    ids = f"IMDb {record.imdb_id}" if record.imdb_id else f"TMDB {record.tmdb_id}"
    return record.title or ids


def stars_text(stars: float | None) -> str:
    """Stars, nothing where there are none."""
    return star_text(stars) if stars else ""


def mine_text(item: "Item") -> str:
    """The person's own stars in a conflict, with a mark where they stay."""
    if item.kind != "conflict" or item.old is None:
        return ""
    kept = "" if item.entry else " ✓"
    return f"{stars_text(item.old.stars)}{kept}"


def found_text(item: "Item", titles: "list[str]") -> str:
    """The title of the movie that was found, or why none was."""
    return item.match.how if item.match.row is None else titles[item.match.row]


def sure_text(item: "Item") -> str:
    """How sure a match is."""
    return "" if item.match.row is None else f"{item.match.confidence:.0%}"
