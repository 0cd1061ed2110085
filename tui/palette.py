"""The palette: every command with its key, the most used first; and movies by their titles."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.places import PLACES
from tui.widgets.common_keys import COMMON_KEYS
from tui.widgets.heard_keys import heard_bindings

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from tui.app import MovieRecApp

# What people come back for, by the ids of its keys; all that has no key here comes after it.
MOST_USED = (
    *("go-for-you", "go-rate", "ask", "steer", "ask-in-words", "train", "import", "export"),
    *("go-taste", "go-train", "profiles", "help", "quit"),
)

MOVIES, LEAST_LETTERS = 5, 3
BELOW_COMMANDS = 1e-3  # the score of the first movie; those of commands are higher
BELOW_MOVIES = 1e-6  # times the score of a command that has the letters, but not the words
ABOUT_MOVIE = "All about this movie"


class Choice(NamedTuple):
    """A command as the palette offers it; key: the id of the key that does the same, or ""."""

    title: str
    about: str
    act: Callable[[], object]
    key: str = ""


class Palette(Provider):
    """Gives the palette its commands."""

    async def discover(self) -> Hits:
        """All commands, the most used first."""
        for choice, key in self._choices():
            title = Content(choice.title)
            yield DiscoveryHit(_with_key(title, key), choice.act, choice.title, choice.about)

    async def search(self, query: str) -> Hits:
        """The commands that say what was typed; then movies; then commands with its letters."""
        matcher, words = self.matcher(query), query.casefold().split()
        for choice, key in self._choices():
            if (match := matcher.match(choice.title)) > 0:
                if not all(word in choice.title.casefold() for word in words):
                    match *= BELOW_MOVIES  # as "matr" is in "Fetch movie facts from"
                title = matcher.highlight(choice.title)
                yield Hit(match, _with_key(title, key), choice.act, choice.title, choice.about)
        for place, movie in enumerate(self._movies(query)):
            show = partial(cast("MovieRecApp", self.app).parts.movies.show, movie.row)
            below = BELOW_COMMANDS / (1 + place)
            yield Hit(below, Content(movie.titled), show, movie.titled, ABOUT_MOVIE)

    def _movies(self, query: str) -> "Iterator[Movie]":
        """The first movies that a search for the query finds."""
        opened = cast("MovieRecApp", self.app).state.opened
        if opened is not None and len(query.strip()) >= LEAST_LETTERS:
            for row in opened.search.search(query, MOVIES):
                yield opened.dataset.movie(row)

    def _choices(self) -> Iterator[tuple[Choice, str]]:
        """The commands in their order, with their keys as people know them."""
        app = cast("MovieRecApp", self.app)
        own = app.settings.keys()
        bindings = {
            binding.id: binding
            for binding in (
                *Binding.make_bindings([*app.BINDINGS, *COMMON_KEYS]),
                *heard_bindings(self.screen),
            )
        }
        for choice in sorted(_all(app), key=_rank):
            binding = bindings.get(choice.key)
            if binding is not None and choice.key in own:
                binding = replace(binding, key=own[choice.key], key_display=None)
            yield choice, app.get_key_display(binding) if binding else ""


def _all(app: "MovieRecApp") -> Iterator[Choice]:
    """Every command: to go to the places, those of the parts, and those of the app."""
    for place in PLACES:
        act = partial(app.switch_mode, place.name)
        yield Choice(f"Go to {place.label}", place.about, act, place.key_id)
    for part in app.parts.all():
        for command in part.commands():
            act = partial(getattr(part, command.verb), *command.arguments)
            yield Choice(command.title, command.about, act, command.key)
    yield Choice("Theme", "Dark, light and others", app.action_change_theme)
    yield Choice("Quit", "Leave the app; every rating is saved", app.action_quit, "quit")
    yield Choice("Screenshot", "A picture of the screen, as an SVG file", partial(_picture, app))


def _picture(app: "MovieRecApp") -> None:
    app.set_timer(0.1, app.deliver_screenshot)  # when the palette is gone


def _rank(choice: Choice) -> int:
    return MOST_USED.index(choice.key) if choice.key in MOST_USED else len(MOST_USED)


def _with_key(title: Content, key: str) -> Content:
    return Content.assemble(title, "  ", (key, "bold $text-accent")) if key else title
