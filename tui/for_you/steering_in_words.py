"""The wishes about the recommendations, and what they hide, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.recommend.steering import Steering

if TYPE_CHECKING:
    from engine.recommend.advice import Advice

NAMED = 3
_ADDED = {
    "many": "half of them added movies",
    "only": "added movies only",
    "none": "without added movies",
}


def in_words(steering: Steering) -> list[str]:
    """All wishes in force."""
    return [wish for wish in _wishes(steering) if wish]


def _wishes(steering: Steering) -> list[str]:
    discovery = f"{abs(steering.discovery)} of 3"
    fame = f"discoveries {discovery}" if steering.discovery > 0 else f"safe bets {discovery}"
    wishes = [
        fame if steering.discovery else "",
        f"varied {steering.variety} of 3" if steering.variety else "",
        span(steering.first_year, steering.last_year),
        " or ".join(steering.wanted_genres),
        _without(steering.unwanted_genres),
        span(steering.shortest, steering.longest, " min"),
        f"in {' or '.join(steering.languages)}" if steering.languages else "",
        f"from {' or '.join(steering.countries)}" if steering.countries else "",
        f"{steering.least_ratings:,} ratings or more" if steering.least_ratings else "",
        {"only": "watchlist only", "none": "without the watchlist"}.get(steering.watchlist, ""),
        _ADDED.get(steering.added, ""),
    ]
    if steering.companions:
        wishes.append(f"with {' and '.join(steering.companions)} ({steering.group})")
    return wishes


def span(first: int | None, last: int | None, unit: str = "") -> str:
    """A range in words; either end may be open."""
    if first is None and last is None:
        return ""
    if first is None:
        return f"up to {last}{unit}"
    return f"{first}{unit} or later" if last is None and not unit else _bounded(first, last, unit)


def _bounded(first: int, last: int | None, unit: str) -> str:
    return f"{first}{unit} or more" if last is None else f"{first}-{last}{unit}"


def _without(genres: Sequence[str]) -> str:
    return f"without {' or '.join(genres)}" if genres else ""


def hidden_in_words(advice: "Advice") -> str:
    """How many movies the filters hide, and which filters hide most; empty where none do."""
    if not advice.hidden_count:
        return ""
    most = sorted(advice.hidden, key=lambda hidden: -hidden[1])[:NAMED]
    alone = len(advice.hidden) == 1
    told = (what if alone else f"{count:,} {what}" for what, count in most)
    return f"{advice.hidden_count:,} hidden: {', '.join(told)}"


def left_out(steering: Steering, advice: "Advice") -> str:
    """The companions who have rated nothing in this data set; empty where there are none."""
    missing = [name for name in steering.companions if name not in advice.people]
    if not missing:
        return ""
    has = "has" if len(missing) == 1 else "have"
    return f"{' and '.join(missing)} {has} rated none of these"
