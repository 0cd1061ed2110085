"""What one person can say about a movie: stars, seen, on the watchlist, or not interested."""

from dataclasses import dataclass, replace

from engine.profile.errors import ProfileError
from engine.profile.storage.ages import UNDATED

__all__ = [
    "UNDATED",
    "Entry",
    "check_stars",
    "is_only_seen",
    "is_seen_unrated",
    "seen_or_not",
    "timed",
]


@dataclass(frozen=True)
class Entry:
    """What one person said about one movie."""

    movie_id: int  # the data set's own movie id, any int64
    stars: float | None = None  # 0.5 to 5 in halves, None when not rated
    rated_at: int | None = None  # Unix seconds, None when not rated
    watchlist: bool = False
    not_interested: bool = False
    original: str = ""  # an imported rating as its source wrote it, and a day of watching it
    seen: bool = False  # watched and not rated; whoever rates a movie has seen it anyway


def is_only_seen(entry: Entry) -> bool:
    """Whether the person said no more of a movie than that they have seen it."""
    return entry == Entry(entry.movie_id, seen=True, original=entry.original)


def is_seen_unrated(entry: Entry) -> bool:
    """Whether the person has seen the movie and has not rated it."""
    return entry.seen and entry.stars is None


def seen_or_not(entry: Entry) -> Entry:
    """The entry marked as seen, or no longer; as it is if it is rated, which says so anyway."""
    if entry.stars is not None:
        return entry
    return replace(entry, seen=not entry.seen, watchlist=False, not_interested=False, original="")


def check_stars(stars: float) -> None:
    """Raise ProfileError for stars other than 0.5, 1, 1.5 and so on to 5."""
    if not (0.5 <= stars <= 5 and stars * 2 == int(stars * 2)):
        raise ProfileError(f"{stars} is not a rating: give from 0.5 to 5 stars, in halves.")


def timed(entry: Entry, now: int) -> Entry:
    """The entry, where a rating without a time gets now (Unix seconds); raises as check_stars."""
    if entry.stars is None:
        return entry
    check_stars(entry.stars)
    return entry if entry.rated_at is not None else replace(entry, rated_at=now)
