"""A person's movies are found below the titles."""

from dataclasses import replace

import pytest

from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine, known_facts
from tui.rate.found import ABOVE_PEOPLE, SHOWN, Found
from tui.widgets.movie_table import MovieTable
from tui.widgets.parts_line import that_fits

MATRIX, REC, HEAT = 10, 30, 40
CAPTION_AT_80 = 78  # columns


@pytest.fixture
def knowing(engine: FakeEngine) -> FakeEngine:
    """With facts: Keanu Reeves plays in The Matrix, and made two others."""
    known = engine.opened[None]
    facts = known_facts(known.dataset)
    facts.lists["directors"][2:4] = [("Q3",), ("Q3",)]
    engine.opened[None] = replace(known, facts=facts)
    return engine


async def test_a_name_finds_what_the_person_directed_then_what_they_play_in(
    knowing: FakeEngine,
) -> None:
    async with started(knowing) as app:
        await app.type("keanu reeves")
        await app.shows("below: Keanu Reeves", "Directed by Keanu Reeves (2)", "[REC]", "Heat")
        await app.shows("With Keanu Reeves (1)", "The Matrix")


async def test_the_cursor_rests_on_movies_alone(knowing: FakeEngine) -> None:
    async with started(knowing) as app:
        await app.type("keanu reeves")
        await app.shows("below: Keanu Reeves")
        titles = len(app.app.screen.query_one(MovieTable)._items) - 5
        await app.press("enter", *["down"] * titles, "5", "4", "3")
        assert stored_stars() == {REC: 5.0, HEAT: 4.0, MATRIX: 3.0}
        await app.press("home", "end", "up", "up", "1")
        assert stored_stars()[REC] == 1.0


async def test_few_titles_stand_above_a_person(knowing: FakeEngine) -> None:
    async with started(knowing) as app:
        await app.type("keanu reeves")
        await app.shows("below: Keanu Reeves")
        assert len(app.app.screen.query_one(MovieTable)._items) <= ABOVE_PEOPLE + 5 < SHOWN


async def test_without_facts_the_search_says_how_to_find_people(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await app.type("heat")
        await app.shows("for “heat”", "people need facts (Ctrl+P)")


async def test_with_facts_it_does_not(knowing: FakeEngine) -> None:
    async with started(knowing, size=(120, 36)) as app:
        await app.type("heat")
        await app.shows("for “heat”")
        assert "people need facts" not in app.screen()


@pytest.mark.parametrize("rows", [0, 7, SHOWN])
@pytest.mark.parametrize("query", ["heat", "the lord of the rings: the fellowship", "千と千尋" * 8])
def test_the_hint_fits_80_columns_whatever_is_searched(query: str, rows: int) -> None:
    caption = Found(list(range(rows)), [], searched_people=False).caption(query)
    assert "people need facts (Ctrl+P)" in that_fits(caption, CAPTION_AT_80)


async def test_where_nothing_is_like_it_a_way_on_is_told(knowing: FakeEngine) -> None:
    async with started(knowing) as app:
        await app.type("qqqqqq")
        await app.shows("No title is like “qqqqqq” · try fewer letters")
