"""Parts as tests try them without an app: what they do to the screen and say is written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, cast

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from engine.files import paths
from tests.tui.fakes import FakeEngine
from tui.background.runner import Background
from tui.background.saving import Saving
from tui.base.part import Context
from tui.base.ui import Ui
from tui.settings import Settings
from tui.state.current import Change, State


class Changes:
    """What was published, oldest first."""

    def __init__(self) -> None:
        self.published: list[Change] = []

    def publish(self, data: Change) -> None:
        self.published.append(data)

    def subscribe(self, node: object, callback: Callable[[Change], object]) -> None:
        """Nobody listens."""


class FakeTimer:
    """A timer that only a test lets ring."""

    def __init__(self, seconds: float, ring: Callable[[], object]) -> None:
        self.seconds, self.ring, self.is_stopped = seconds, ring, False

    def stop(self) -> None:
        self.is_stopped = True


@dataclass
class FakeApp:
    """What Ui and Background ask of an app.

    jobs: what was given to threads, by name, oldest first; a test runs it. home: what came back,
    to be called in the app's thread. downloads: what a browser was given, by name.
    """

    place: str = "rate"
    shown: list[tuple[Screen[Any], Callable[[Any], None] | None]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    timers: list[FakeTimer] = field(default_factory=list)
    jobs: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    home: list[Callable[[], object]] = field(default_factory=list)
    is_web: bool = False
    downloads: dict[str, bytes] = field(default_factory=dict)

    def deliver_binary(self, file: BytesIO, *, save_filename: str) -> None:
        self.downloads[save_filename] = file.read()

    @property
    def screen_stack(self) -> Sequence[object]:
        return [self.place, *(box for box, _ in self.shown)]

    @property
    def screen(self) -> object:
        return self.screen_stack[-1]

    def switch_mode(self, place: str) -> None:
        self.place = place

    def push_screen(self, box: Screen[Any], then: Callable[[Any], None] | None) -> None:
        self.shown.append((box, then))

    def notify(self, text: str, **_: object) -> None:
        self.said.append(text)

    def set_timer(self, seconds: float, ring: Callable[[], object]) -> Timer:
        self.timers.append(FakeTimer(seconds, ring))
        return cast(Timer, self.timers[-1])

    set_interval = set_timer

    def call_later(self, act: Callable[..., object], *arguments: object) -> bool:
        self.home.append(lambda: act(*arguments))
        return True

    call_after_refresh = call_later

    def begin(self, what: str, work: Callable[[], None]) -> None:
        self.jobs.append((what, work))

    def come_home(self) -> None:
        """Call what has come back."""
        while self.home:
            self.home.pop(0)()

    def work(self) -> None:
        """Do every job in its turn, and call what comes of it."""
        while self.jobs or self.home:
            if self.jobs:
                self.jobs.pop(0)[1]()
            self.come_home()


@dataclass
class Alone:
    """A part's surroundings, and what it has done to them."""

    app: FakeApp
    state: State
    changes: Changes
    engine: FakeEngine
    context: Context


def alone(engine: FakeEngine) -> Alone:
    """Surroundings for parts: nothing is opened yet, nobody rates."""
    app, changes = FakeApp(), Changes()
    state = State(changes)
    as_app = cast(App[None], app)
    ui = Ui(as_app, state, Settings(paths.settings_file()))
    context = Context(ui, state, Background(as_app, state, app.begin), engine, Saving(ui))
    return Alone(app, state, changes, engine, context)
