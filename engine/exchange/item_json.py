"""A row of an import as an object for JSON: what it says, its movie, and what would change."""

from engine.catalogue.dataset import Dataset
from engine.exchange.plan import Item
from engine.files.times import utc


def row_of(item: Item, dataset: Dataset) -> dict[str, object]:
    """The item, with null for what the row does not say; entry: as it would be, null if it stays.

    date: as the file has it; if it could not be used, rated_at is null beside it. guessed_scale:
    the best rating possible, where it was guessed.
    doubt: sure, likely, or ask for a movie that is only proposed. confidence: from 0 to 1.
    """
    record, match, entry = item.record, item.match, item.entry
    return {
        "line": record.line,
        "title": record.title or None,
        "year": record.year or None,
        "stars": record.stars,
        "original": record.original or None,
        "guessed_scale": record.guessed_scale or None,
        "date": record.date or None,
        "rated_at": None if record.rated_at is None else utc(record.rated_at),
        "watched_on": record.watched_on or None,
        "watchlist": record.watchlist,
        "seen": record.is_seen,
        "kind": item.kind,
        "movie_id": _movie_id(match.row, dataset),
        "proposed": _movie_id(match.guess, dataset),
        "doubt": match.doubt,
        "confidence": match.confidence,
        "how": match.how,
        "entry": entry and {"stars": entry.stars, "watchlist": entry.watchlist, "seen": entry.seen},
    }


def _movie_id(row: int | None, dataset: Dataset) -> int | None:
    return None if row is None else int(dataset.movie_ids[row])
