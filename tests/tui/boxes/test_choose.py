"""Names to tick, with a box to find one among many."""

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine


async def test_where_no_name_has_the_letters_it_is_said_what_to_do(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f3", "f", *"jjjj", "enter", "slash") as app:
        await app.type("qq")
        await app.tells("No name has these letters: type fewer.")
        await app.press("backspace", "backspace")
        await app.tells("Action")
        assert "type fewer" not in app.box()
