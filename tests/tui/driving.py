"""The app as tests drive it: started and ready, with waits that end as soon as they may."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot

from engine.files import paths
from engine.profile.entries import Entry
from engine.profile.person import Profile
from engine.profile.store import ProfileStore
from tests.tui.fakes import PATIENCE, FakeEngine
from tui.app import MovieRecApp

Size = tuple[int, int]
BETWEEN_LOOKS = 0.003  # seconds
MOST_HOPS = 100  # from queue to queue, until a key has had all its effects


@asynccontextmanager
async def started(
    engine: FakeEngine,
    *keys: str,
    profile: str | None = "ann",
    dataset: str | None = None,
    size: Size = (80, 24),
) -> AsyncIterator["Driver"]:
    """The app with its movies read and its model looked for, after some keys."""
    app = MovieRecApp(dataset, profile, engine)
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            state = app.state
            await driver.until(lambda: state.opened is not None or state.dataset_trouble != "")
            if state.profile and state.opened:
                await driver.until(lambda: state.engine != "engine loading")
            await driver.press(*keys)
            yield driver
    finally:
        engine.let_go()


class Driver:
    """Presses keys and reads the screen of an app."""

    def __init__(self, app: MovieRecApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.state = app.state
        self.parts = app.parts

    async def press(self, *keys: str) -> None:
        """Press keys, and let the app come to rest."""
        await self.pilot.press(*keys)
        await self.rest()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than the app can follow, as a paste or a slow line does."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.rest()

    async def rest(self) -> None:
        """Let every message on its way arrive: Textual's own pause ends early on a busy machine."""
        for _ in range(MOST_HOPS):
            await asyncio.sleep(0)
        await self.pilot.pause()

    async def click(self, button: str) -> None:
        """Click a button, once it is ready for it: Textual's are deaf for a blink after a click."""
        await self.until(lambda: not self.app.screen.query_one(button).has_class("-active"))
        await self.pilot.click(button)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for the work in the background to have come so far."""
        for _ in range(int(PATIENCE / BETWEEN_LOOKS)):
            if holds():
                await self.rest()
                return
            await asyncio.sleep(BETWEEN_LOOKS)
        raise AssertionError(f"waited in vain; the screen shows\n{self.screen()}")

    async def shows(self, *texts: str) -> None:
        """Wait until the screen shows some texts."""
        await self.until(lambda: all(text in self.screen() for text in texts))

    async def tells(self, *sentences: str) -> None:
        """Wait until the box over the place tells some sentences, wherever its lines break."""
        await self.until(lambda: all(sentence in self.box() for sentence in sentences))

    def box(self) -> str:
        """The text in the box over the place, its lines joined."""
        boxes = self.app.screen.query("#box")
        if not boxes:  # the screen is still to be composed
            return ""
        content = boxes.first().content_region
        strips = self.app.screen._compositor.render_strips()[content.y : content.bottom]
        lines = (strip.crop(content.x, content.right).text for strip in strips)
        return " ".join(" ".join(lines).split())

    async def says(self, sentence: str) -> None:
        """Wait until a box in the corner, which breaks lines anywhere, shows a sentence."""
        await self.until(lambda: any(sentence in said for said in self.said()))

    async def uncover(self) -> None:
        """Take away what goes by itself and may lie over what a test reads: boxes, a notice."""
        self.app.clear_notifications()
        self.parts.recommendations.ui.notice("")
        await self.rest()

    def said(self) -> list[str]:
        """What the boxes in the corner say."""
        return [f"{notice.title} {notice.message}" for notice in self.app._notifications]

    def screen(self) -> str:
        """The text on the screen, line by line."""
        compositor = self.app.screen._compositor
        return "\n".join(strip.text.rstrip() for strip in compositor.render_strips())


@contextmanager
def stored(profile: str = "ann") -> Iterator[Profile]:
    """The profile as another program would find it on the disk."""
    with ProfileStore(paths.profiles_file()) as store:
        yield store.open(profile)


def stored_entry(movie_id: int, profile: str = "ann") -> Entry:
    """What the disk says about a movie."""
    with stored(profile) as found:
        return found.entry(movie_id)


def stored_stars(profile: str = "ann") -> dict[int, float | None]:
    """The stars on the disk by movie id."""
    with stored(profile) as found:
        return {entry.movie_id: entry.stars for entry in found.ratings()}


def write_settings(text: str) -> Path:
    """The settings file with this in it."""
    path = paths.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
