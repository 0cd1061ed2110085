"""What somebody did with a title, by the word that programs which keep track of it have for that.

A word that stands in neither list says nothing: on hold, or not interesting, is not seen.
"""

from engine.exchange.rows import column_key

_PLANNED = frozenset(("plantowatch", "planning", "planned", "watchlist", "wishlist"))
_SEEN = frozenset(
    ("completed", "watched", "seen", "watching", "inprogress", "rewatching", "repeating", "dropped")
)


def is_planned(status: str) -> bool:
    """Whether the word says that somebody wants to see it, with whatever capitals and blanks."""
    return column_key(status) in _PLANNED


def is_seen(status: str, date: str = "") -> bool:
    """Whether the word says that somebody saw it, to its end or not.

    date: when it was watched, which tells where there is no word.
    """
    return column_key(status) in _SEEN if status.strip() else bool(date.strip())
