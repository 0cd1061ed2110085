"""Every word and mark can be read, in every place and in every theme that the palette offers."""

import pytest

from tests.tui import test_snapshots as scenes
from tests.tui.contrast import spots
from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tests.tui.test_named_keys import Scene
from tests.tui.test_snapshots import Stage

PLACES: tuple[Scene, ...] = (
    scenes.rate_filled,
    scenes.for_you_steered,
    scenes.for_you_asked,
    scenes.train_finished,
    scenes.taste_pictures,
    scenes.taste_map,
    scenes.details,
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
async def test_words_and_marks_stand_out_in_every_theme(engine: FakeEngine, place: Scene) -> None:
    async with started(engine, size=(120, 36)) as app:
        await place(Stage(engine, app.app, app.pilot))
        faint, seen = set(), 0
        for theme in app.app.available_themes:
            app.app.theme = theme
            await app.rest()
            found = list(spots(app.app))
            seen += len(found)
            faint |= {(theme, *spot) for spot in found if spot.ratio < spot.wanted - 0.05}
        assert seen > 500
        assert faint == set()
