"""The frame around a list."""

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine


async def test_with_room_the_caption_stands_in_the_border(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await app.shows("╭─ Well known, not rated yet (34) ─", "─ n: nine quick questions ─╯")


async def test_without_room_it_is_a_line_and_there_is_no_border(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.shows(" Well known, not rated yet (34) · n: nine quick questions")
        assert "╭─ Well" not in app.screen()
