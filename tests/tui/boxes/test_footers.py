"""Below a box are its own keys, not those of the place under it, which do not work now."""

import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine


@pytest.mark.parametrize(
    "keys",
    [
        ("f3", "e"),
        ("f3", "f", "down", "down", "enter"),
        ("P", "a"),
        ("t", "q"),
        ("f1",),
    ],
    ids=["export", "a number", "a name", "quit", "help"],
)
async def test_below_a_box_are_its_own_keys(engine: FakeEngine, keys: tuple[str, ...]) -> None:
    async with started(engine, "down", "5", *keys) as app:
        await app.uncover()
        footer = app.screen().splitlines()[-1]
        assert "Back" in footer
        assert "Undo" not in footer
        assert "Palette" not in footer
