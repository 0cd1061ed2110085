"""What a part may do to the screen, and how it may talk to the person."""

from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from tui.settings import Settings
from tui.state.current import Change, State

Result = TypeVar("Result")

NOTICE_SECONDS = 4.0
COMPLAINT_SECONDS = 10


class Ui:
    """A narrow view of the app, so that a part can be tested without one."""

    def __init__(self, app: App[None], state: State, settings: Settings) -> None:
        self._app, self._state = app, state
        self.settings = settings
        self._notice_timer: Timer | None = None

    # Screens

    @property
    def screen(self) -> Screen[object]:
        """The topmost screen."""
        return self._app.screen

    @property
    def screens(self) -> list[Screen[object]]:
        """The current place, and the boxes over it, the topmost last."""
        return self._app.screen_stack

    @property
    def place(self) -> str:
        """The name of the place that is shown, of tui.places."""
        return self._app.current_mode

    def go_to(self, place: str) -> None:
        """Show a place of tui.places."""
        self._app.switch_mode(place)

    async def act(self, action: str) -> None:
        """Run an action, as a key bound to it would."""
        await self._app.run_action(action)

    def quit(self) -> None:
        """End the app."""
        self._app.exit()

    def show(
        self, box: Screen[Result], then: Callable[[Result | None], None] | None = None
    ) -> None:
        """Show a box over the current screen; then gets the result it is closed with."""
        self._app.push_screen(box, then)

    # Files

    @property
    def is_in_browser(self) -> bool:
        """Whether the person sees the app in a browser, which may be on another computer."""
        return self._app.is_web

    def download(self, name: str, content: bytes) -> None:
        """Let the browser save a file."""
        self._app.deliver_binary(BytesIO(content), save_filename=name)

    # Outside

    def open_url(self, url: str) -> None:
        """Open a page in the person's browser."""
        self._app.open_url(url)

    def copy(self, text: str) -> None:
        """Put a text where the person can paste it from."""
        self._app.copy_to_clipboard(text)

    # Words

    def notice(self, text: str, *, stays: bool = False) -> None:
        """Show a line instead of the status, for some seconds unless it stays."""
        self._state.notice = text
        self._state.publish(Change.STATUS)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        if text and not stays:
            self._notice_timer = self.after(NOTICE_SECONDS, lambda: self.notice(""))

    def complain(self, sentence: str) -> None:
        """Show a sentence about something that went wrong, over the screen."""
        self._app.notify(sentence, severity="warning", timeout=COMPLAINT_SECONDS, markup=False)

    def tell(self, text: str, title: str = "", *, seconds: float | None = None) -> None:
        """Show a few words over the screen."""
        self._app.notify(text, title=title, timeout=seconds, markup=False)

    # Time

    def after(self, seconds: float, act: Callable[[], object]) -> Timer:
        """Call once after some seconds, unless the timer is stopped before."""
        return self._app.set_timer(seconds, act)

    def every(self, seconds: float, act: Callable[[], object]) -> Timer:
        """Call every so many seconds, until the timer is stopped."""
        return self._app.set_interval(seconds, act)

    def soon(self, act: Callable[[], object]) -> None:
        """Call after the messages that are waiting now."""
        self._app.call_later(act)

    def once_drawn(self, act: Callable[[], object]) -> None:
        """Call after the current changes have been drawn."""
        self._app.call_after_refresh(act)

    # Settings

    def remember(self, name: str, value: str) -> None:
        """Keep a setting for the next start."""
        self.settings.remember(name, value)
        if self.settings.trouble:
            self.complain(self.settings.trouble)
