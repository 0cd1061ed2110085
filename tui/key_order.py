"""The order of keys: each has acted before the next one is heard."""

from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.events import Event, Key

from tui.textual_internals import is_stopped

LOOK_AGAIN = 0.005  # seconds
MOST_LOOKS = 100  # then the next key is heard, whatever became of the last one


class KeyOrder:
    """Holds keys back until the one before them has acted, which may move the focus or open a box.

    Textual sends a key to what has the focus as it comes, and acts by it when it has passed through
    all that is around that. A key that comes in between would go where the focus was: a name typed
    in one burst after the key that asks for it would be keys of the list, and a rating typed right
    before a slash would be lost.
    """

    def __init__(self, app: App[None], hear: Callable[[Event], Awaitable[None]]) -> None:
        """hear: what Textual does with a key, first as it comes and then as it returns."""
        self._app, self._hear = app, hear
        self._waiting: deque[Key] = deque()
        self._out: Key | None = None  # sent to what has the focus, and not back yet
        self._looks = 0  # since it was sent; not seconds, which pass while a machine is busy
        self._is_looking = False

    async def take(self, key: Key) -> None:
        """Hear a key, at once or when its turn has come; a key that returns acts now."""
        if key.is_forwarded:
            await self._hear(key)
            if key is self._out:
                self._out = None
        else:
            self._waiting.append(key)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and not self._is_busy():
            key, focused = self._waiting.popleft(), self._app.focused
            is_typed = focused is not None and focused.check_consume_key(key.key, key.character)
            self._looks = 0
            await self._hear(key)
            # What is typed into a box stays there, in its order.
            self._out = key if key.is_forwarded and not is_typed else None
        if self._waiting and not self._is_looking:
            self._is_looking = True
            self._app.set_timer(LOOK_AGAIN, self._look)

    def _look(self) -> None:
        self._is_looking = False
        self._looks += 1
        self._app.call_later(self._go_on)  # in its turn: a timer calls while a key is being heard

    def _is_busy(self) -> bool:
        """Whether the last key is on its way, or what it has opened is still to be made."""
        if self._looks > MOST_LOOKS:
            return False
        return (self._out is not None and not is_stopped(self._out)) or not (
            self._app.screen.is_mounted
        )
