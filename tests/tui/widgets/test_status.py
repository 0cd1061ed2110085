import pytest

from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine

MATRIX = 10


@pytest.mark.parametrize("keys", [(), ("f3",), ("f4",), ("down", "enter"), ("down", "f1")])
async def test_sixty_by_twenty_is_enough(engine: FakeEngine, keys: tuple[str, ...]) -> None:
    engine.kept = {"ann": 0}
    async with started(engine, *keys, size=(60, 20)) as app:
        assert "too small" not in app.screen()
        assert all(len(line) <= 60 for line in app.screen().splitlines())


@pytest.mark.parametrize("size", [(59, 20), (60, 19), (30, 8), (1, 1)])
async def test_a_smaller_screen_says_so_and_still_works(
    engine: FakeEngine, size: tuple[int, int]
) -> None:
    async with started(engine, "f3", "f4", "f2", "down", "5", size=size) as app:
        if size[0] > 20:
            await app.shows(f"{size[0]}x{size[1]}: too small")
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_screen_that_grows_says_who_and_what_again(engine: FakeEngine) -> None:
    async with started(engine, size=(50, 15)) as app:
        await app.pilot.resize_terminal(100, 30)
        await app.shows("ann: 0 rated · films", "Genres")
