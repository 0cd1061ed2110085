"""Makes the README's pictures from a real run: python -m bench.picture.

Rates well-known science fiction up and romance down in a profile of its own, trains, and saves
what the screen shows as docs/train.svg, docs/for_you.svg, steered, and docs/taste.svg.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import open_dataset
from engine.files import paths
from engine.profile.store import ProfileStore
from tui.app import MovieRecApp
from tui.state.run_log import ACTIVE

DOCS = Path(__file__).parent.parent / "docs"
SIZE = (120, 32)
STARS = {"Sci-Fi": 4.5, "Romance": 2.0}
RATED = 30
PROFILE = "ada"


def rate(dataset: Dataset) -> None:
    """Fill the profile with one clear taste, on the best-known movies."""
    rated = 0
    with ProfileStore(paths.profiles_file()) as store:
        profile = store.open(PROFILE)
        for row in (-dataset.rating_counts).argsort(kind="stable").tolist():
            movie = dataset.movie(row)
            liked = [stars for genre, stars in STARS.items() if genre in movie.genres]
            if len(liked) == 1 and rated < RATED:
                profile.rate(movie.movie_id, liked[0])
                rated += 1


async def until(pilot: Pilot[None], there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    await pilot.pause()
    while not there():
        await pilot.pause(0.1)


async def picture() -> None:
    """Start the app without a terminal, press the keys, save the screens."""
    app = MovieRecApp(profile=PROFILE)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.state.advice is not None)
        await pilot.press("f3", "t")
        await until(pilot, lambda: app.state.log.phase not in ACTIVE)
        await pilot.pause(5)
        app.save_screenshot("train.svg", str(DOCS))
        await pilot.press(
            "f3", "down", "down", "f", "right", "right", "down", "down", "right", "escape"
        )
        await pilot.pause(2)
        app.save_screenshot("for_you.svg", str(DOCS))
        await pilot.press("f5")
        await pilot.pause(2)
        app.save_screenshot("taste.svg", str(DOCS))


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOVIEREC_HOME"] = home
        rate(open_dataset())
        asyncio.run(picture())
