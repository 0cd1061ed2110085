"""What was undone, and how it comes back."""

from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine

MATRIX, TOY_STORY = 10, 20


async def test_what_was_undone_is_listed_and_brought_back(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "4", "u", "u") as app:
        assert stored_stars() == {}
        await app.shows("U lists what was undone")
        await app.press("U")
        await app.tells("Matrix", "★★★★★", "Toy Story", "★★★★")
        await app.press("enter")
        await app.shows("Brought back: The Matrix. u undoes")
        assert "±" not in app.screen()
        assert stored_stars() == {MATRIX: 5.0}
        await app.press("U")
        await app.tells("Toy Story")
        assert "Matrix" not in app.box()
        await app.press("escape", "u")
        await app.until(lambda: stored_stars() == {})


async def test_a_mark_that_was_undone_comes_back_too(engine: FakeEngine) -> None:
    async with started(engine, "down", "w", "u", "U") as app:
        await app.tells("want")
        await app.press("enter")
        await app.until(lambda: app.state.entries[MATRIX].watchlist)


async def test_where_nothing_was_undone_it_says_so(engine: FakeEngine) -> None:
    async with started(engine, "f4", "U") as app:
        await app.tells("Nothing was undone since the start. u undoes the last change.")
        await app.press("escape")


async def test_another_profile_does_not_see_what_was_undone(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "u") as app:
        app.parts.profiles.use("bob")
        await app.until(lambda: app.state.profile is not None and app.state.profile.name == "bob")
        await app.press("U")
        await app.tells("Nothing was undone")
