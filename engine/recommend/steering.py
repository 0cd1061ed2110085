"""What a person asks for in their recommendations, besides what their ratings say."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple

from engine.profile.entries import Entry

MOST_DISCOVERY = 3
MOST_VARIETY = 3
WATCHLISTS = ("any", "only", "none")
ADDED = ("some", "many", "none", "only")
GROUPS = ("least misery", "average")
# Wishes in words that no movie is hidden for: they move discovery by so much.
WELL_KNOWN, LITTLE_KNOWN = "well known", "little known"
KNOWN_BY = 2


@dataclass(frozen=True)
class Steering:
    """The wishes in force; a wish at its default asks for nothing.

    discovery: from -3, safe bets that everybody knows, to 3, discoveries. variety: from 0,
    whatever is best, to 3, as different from each other as possible. Years, and minutes of
    runtime, are inclusive, None for no bound. wanted_genres: any of them. languages, countries:
    any of them, by name. watchlist: whether movies on it may appear, only they may, or none may.
    added: how many of the movies beside the data set's own: one in five, one in two, none, or no
    others.
    companions: names of the profiles that watch along. group: how a group's scores are combined.
    asked: what was asked for in words, as labels of parts (see engine.recommend.asking).
    """

    discovery: int = 0
    variety: int = 0
    first_year: int | None = None
    last_year: int | None = None
    wanted_genres: tuple[str, ...] = ()
    unwanted_genres: tuple[str, ...] = ()
    shortest: int | None = None
    longest: int | None = None
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    least_ratings: int = 0
    watchlist: str = "any"
    added: str = "some"
    companions: tuple[str, ...] = ()
    group: str = "least misery"
    asked: tuple[str, ...] = ()

    @property
    def all_discovery(self) -> int:
        """Discovery, with what was asked for in words about fame."""
        said = (LITTLE_KNOWN in self.asked) - (WELL_KNOWN in self.asked)
        return max(-MOST_DISCOVERY, min(MOST_DISCOVERY, self.discovery + KNOWN_BY * said))

    @property
    def in_force(self) -> dict[str, object]:
        """The wishes that ask for something, by name."""
        usual = asdict(NOTHING_ASKED)
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @property
    def in_public(self) -> dict[str, object]:
        """The wishes for a file that may be passed on: companions are counted, not named."""
        told = self.in_force
        return told | {"companions": len(self.companions)} if self.companions else told

    def as_text(self) -> str:
        """The wishes as one line, which read_steering understands."""
        return json.dumps(self.in_force, ensure_ascii=False)


NOTHING_ASKED = Steering()


class Companion(NamedTuple):
    """Somebody who watches along: a profile's name, and what it says about movies."""

    name: str
    entries: Sequence[Entry]


class Wish(NamedTuple):
    """A steering, with the profiles that it names."""

    steering: Steering = NOTHING_ASKED
    companions: tuple[Companion, ...] = ()


NO_WISH = Wish()


def read_steering(text: str | None) -> Steering:
    """Read a steering from a text; a wish that cannot be understood asks for nothing."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return NOTHING_ASKED
    if not isinstance(said, Mapping):
        return NOTHING_ASKED
    kept: dict[str, Any] = {}
    for field in fields(Steering):
        value = said.get(field.name, field.default)
        value = tuple(value) if isinstance(value, list) else value
        if _CHECKS[field.name](value):
            kept[field.name] = value
    return replace(NOTHING_ASKED, **kept)


def _between(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _bound(value: object) -> bool:
    return value is None or _between(0, 9999)(value)


def _names(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(name, str) for name in value)


_CHECKS: dict[str, Callable[[object], bool]] = {
    "discovery": _between(-MOST_DISCOVERY, MOST_DISCOVERY),
    "variety": _between(0, MOST_VARIETY),
    "first_year": _bound,
    "last_year": _bound,
    "wanted_genres": _names,
    "unwanted_genres": _names,
    "shortest": _bound,
    "longest": _bound,
    "languages": _names,
    "countries": _names,
    "least_ratings": _between(0, 10**9),
    "watchlist": WATCHLISTS.__contains__,
    "added": ADDED.__contains__,
    "companions": _names,
    "group": GROUPS.__contains__,
    "asked": _names,
}
