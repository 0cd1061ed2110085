"""The rows of the steering panel: how each shows a wish, and how keys change it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from engine.recommend.steering import GROUPS, MOST_DISCOVERY, MOST_VARIETY, NOTHING_ASKED, Steering
from tui.state.current import State

NEEDS_FACTS = "no facts yet (Ctrl+P)"
NOT_IN_FACTS = "not in the facts"


class Offer(NamedTuple):
    """What the rows can offer: names from the movies' facts, and the other profiles."""

    genres: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    has_runtimes: bool = False
    has_added: bool = False

    @property
    def has_facts(self) -> bool:
        """Whether there are facts at all, which may lack some."""
        return bool(self.languages or self.countries or self.has_runtimes)


def offer_of(state: State) -> Offer:
    """What the data set in use can offer."""
    if state.opened is None or state.opened.filters is None:
        return Offer(profiles=state.others)
    known = state.opened.filters.catalogue
    return Offer(
        tuple(sorted(known.genres)),
        known.languages,
        known.countries,
        state.others,
        known.has_runtimes,
        known.has_added,
    )


@dataclass(frozen=True)
class Row(ABC):
    """One wish. field: its name in Steering. missing: the text where nothing can be offered."""

    field: str
    label: str
    is_offered: Callable[[Offer], bool] = lambda _: True
    missing: str = NEEDS_FACTS

    def value(self, steering: Steering) -> Any:
        """The value of the wish."""
        return getattr(steering, self.field)

    def shown(self, steering: Steering, offer: Offer) -> str:
        """The wish in a few words."""
        asked = self.value(steering) != getattr(NOTHING_ASKED, self.field)
        if asked or self.is_offered(offer):
            return self.text(steering)
        return NOT_IN_FACTS if offer.has_facts and self.missing == NEEDS_FACTS else self.missing

    def asking(self, steering: Steering, value: Any) -> Steering:
        """The steering with another value here."""
        return replace(steering, **{self.field: value})

    def reset(self, steering: Steering) -> Steering:
        """The steering without this wish."""
        return self.asking(steering, getattr(NOTHING_ASKED, self.field))

    @abstractmethod
    def text(self, steering: Steering) -> str:
        """The wish in a few words, whether or not it can be offered."""

    def moved(self, steering: Steering, step: int) -> Steering:  # noqa: ARG002
        """The steering after some steps to the right, or to the left where step is negative."""
        return steering


@dataclass(frozen=True)
class Slider(Row):
    """A number between two named ends."""

    least: int = 0
    most: int = 3
    ends: tuple[str, str] = ("", "")

    def text(self, steering: Steering) -> str:
        """A line with a knob on it, between the names of its ends."""
        at = self.value(steering) - self.least
        line = "━" * (2 * at) + "●" + "─" * (2 * (self.most - self.least - at))
        return f"{self.ends[0]} {line} {self.ends[1]}"

    def moved(self, steering: Steering, step: int) -> Steering:
        """The steering with the knob moved, as far as it can go."""
        value = min(self.most, max(self.least, self.value(steering) + step))
        return self.asking(steering, value)


@dataclass(frozen=True)
class Number(Row):
    """A bound, at first none. Keys change it in steps, from start; Enter asks for any number."""

    step: int = 1
    start: int = 0
    unit: str = ""

    def text(self, steering: Steering) -> str:
        """The bound, or that there is none."""
        value = self.value(steering)
        return "any" if value is None else f"{value}{self.unit}"

    def moved(self, steering: Steering, step: int) -> Steering:
        """The steering with the bound moved by some steps; without a bound, with start."""
        value = self.value(steering)
        value = self.start if value is None else max(0, value + step * self.step)
        return self.asking(steering, value)


@dataclass(frozen=True)
class Cycle(Row):
    """One of several values, in a fixed order."""

    values: tuple[Any, ...] = ()
    words: tuple[str, ...] = ()

    def text(self, steering: Steering) -> str:
        """The chosen value, in words."""
        value = self.value(steering)
        return self.words[self.values.index(value)] if value in self.values else str(value)

    def moved(self, steering: Steering, step: int) -> Steering:
        """The steering with a later or an earlier value, where there is one."""
        value = self.value(steering)
        at = self.values.index(value) if value in self.values else 0
        at = min(len(self.values) - 1, max(0, at + step))
        return self.asking(steering, self.values[at])


@dataclass(frozen=True)
class Names(Row):
    """Any number of names; Enter opens the list of them."""

    offered: str = ""
    nothing: str = "any"

    def text(self, steering: Steering) -> str:
        """The names."""
        return ", ".join(self.value(steering)) or self.nothing


FEWEST = (0, 10, 50, 100, 500, 1_000, 10_000)

ROWS: tuple[Row, ...] = (
    Slider("discovery", "Fame", least=-MOST_DISCOVERY, most=MOST_DISCOVERY, ends=("safe", "new")),
    Slider("variety", "Variety", most=MOST_VARIETY, ends=("alike", "varied")),
    Number("first_year", "From year", step=5, start=1990),
    Number("last_year", "To year", step=5, start=2000),
    Names("wanted_genres", "Genres", offered="genres"),
    Names("unwanted_genres", "Without", offered="genres", nothing="nothing left out"),
    Number("shortest", "Shortest", lambda o: o.has_runtimes, step=10, start=80, unit=" min"),
    Number("longest", "Longest", lambda o: o.has_runtimes, step=10, start=120, unit=" min"),
    Names("languages", "Language", lambda o: bool(o.languages), offered="languages"),
    Names("countries", "Country", lambda o: bool(o.countries), offered="countries"),
    Cycle(
        "least_ratings", "Ratings", values=FEWEST, words=("any", *(f"{n:,}+" for n in FEWEST[1:]))
    ),
    Cycle(
        "watchlist",
        "Watchlist",
        values=("any", "only", "none"),
        words=("included", "only", "left out"),
    ),
    Cycle(
        "added",
        "Added",
        lambda o: o.has_added,
        "no movies added yet (i)",
        values=("none", "some", "many", "only"),
        words=("left out", "one in five", "one in two", "only"),
    ),
    Names(
        "companions",
        "Together",
        lambda o: bool(o.profiles),
        "no other profile yet",
        offered="profiles",
        nothing="alone",
    ),
    Cycle("group", "Group", values=GROUPS, words=("least happy counts", "all count equally")),
)
