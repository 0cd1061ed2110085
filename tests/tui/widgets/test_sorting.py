"""Lists sorted by a column."""

from tests.tui.driving import Driver, started
from tests.tui.fakes import FakeEngine
from tui.widgets.movie_table import MovieTable


def titles(app: Driver) -> list[str]:
    table = app.app.screen.query_one(MovieTable)
    return [movie.title for movie in table._items[:3]]


async def test_each_press_sorts_by_the_next_column_and_in_the_end_none(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        own = titles(app)
        await app.press("S")
        await app.shows("↓Title")
        assert titles(app) == ["[/b] [link=nowhere]", "[REC]", "Alien"]
        await app.press("S")
        await app.shows("↓Year")
        assert titles(app)[:2] == ["🎬 Camera 🎥", "[/b] [link=nowhere]"]
        await app.press("S", "S")  # by what a model predicts only where there is one
        assert titles(app) == own
        assert "↓" not in app.screen().splitlines()[5]


async def test_a_click_on_a_heading_sorts_and_another_goes_back(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        own, table = titles(app), app.app.screen.query_one(MovieTable)
        year = app.screen().splitlines()[table.region.y].index("Year")
        await app.pilot.click(table, offset=(year, 0))
        await app.shows("↓Year")
        assert titles(app) != own
        await app.pilot.click(table, offset=(year, 0))
        await app.rest()
        assert titles(app) == own


async def test_what_is_found_later_comes_the_best_first(engine: FakeEngine) -> None:
    async with started(engine, "down", "S", "S", "slash", *"alien") as app:
        await app.shows("for “alien”")
        assert titles(app) == ["Alien", "Aliens"]
        assert "↓" not in app.screen().splitlines()[5]
        await app.press("down", "S", "S")
        await app.shows("↓Year")
        assert titles(app) == ["Aliens", "Alien"]


async def test_another_list_of_one_s_own_keeps_the_order(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "4", "3", "S", "S", "m") as app:
        await app.shows("Your ratings (3)", "↓Year")


async def test_a_column_that_is_not_shown_is_passed_over(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f3") as app:
        await app.press("S", "S")
        await app.shows("↓Year")
        await app.press("S")  # no stars are predicted before there is a model
        assert "↓" not in app.screen()
