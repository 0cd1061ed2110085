"""Makes the eight pictures of docs/tour.md from a real run: python -m bench.tour.

A newcomer without ratings answers a few questions, trains, steers and looks around, by keyboard.
"""

import asyncio
import os
import re
import tempfile

from textual.pilot import Pilot

from bench.picture import DOCS, SIZE, until
from tui.app import MovieRecApp
from tui.state.run_log import ACTIVE

TOUR = DOCS / "tour"
PROFILE = "ada"
FIRST_STARS = "54552"
# The keys to each picture, after those of the pictures before it.
STEPS = (
    ("rate", ("down", *FIRST_STARS)),
    ("find", ("slash", *"back to the future")),
    ("questions", ("escape", "down", "n", "4", "5", "2")),
    ("first_list", ("escape", "f3", "down", "down")),
    ("train", ("t", "f4")),
    ("for_you", ("f3", "f", "right", "right", "down", "down", "right", "escape")),
    ("details", ("enter",)),
    ("map", ("escape", "f5", "m", "z")),
)
SECONDS_TO_LOOK_DONE = 2  # the drawing in the background, which has no end that a key tells


async def tour() -> None:
    """Start the app without a terminal, press the keys of each step, save the screens."""
    app = MovieRecApp(profile=PROFILE)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.state.advice is not None)
        for number, (name, keys) in enumerate(STEPS, 1):
            await _press(pilot, keys)
            await until(pilot, lambda: app.state.log.phase not in ACTIVE)
            await pilot.pause(SECONDS_TO_LOOK_DONE)
            picture = TOUR / f"{number}_{name}.svg"
            picture.write_text(_without_id(app.export_screenshot()), encoding="utf-8")


async def _press(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press("space" if key == " " else key)
        await pilot.pause(0.05)


def _without_id(picture: str) -> str:
    """The same screen gives the same file: Rich names its styles anew each time."""
    return re.sub(r"terminal-\d+", "terminal-tour", picture)


if __name__ == "__main__":
    TOUR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOVIEREC_HOME"] = home
        asyncio.run(tour())
