"""A line leaves out the parts that do not fit, and cuts no word."""

import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.widgets.parts_line import that_fits

LINE = "From 2 ratings · stars come later · 18 more would help"


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (len(LINE), LINE),
        (len(LINE) - 1, "From 2 ratings · stars come later"),
        (20, "From 2 ratings"),
        (1, "From 2 ratings"),
    ],
)
def test_what_has_no_room_is_left_out_from_the_right(width: int, told: str) -> None:
    assert that_fits(LINE, width) == told


def test_of_a_list_what_comes_first_is_named() -> None:
    line = "Your ratings (5) · elsewhere: Up, Heat, Brazil"
    assert that_fits(line, 40) == "Your ratings (5) · elsewhere: Up, Heat…"
    assert that_fits(line, 36) == "Your ratings (5) · elsewhere: Up…"
    assert that_fits(line, 30) == "Your ratings (5)"


def test_characters_that_take_two_columns_count_as_two() -> None:
    assert that_fits("名前 · 名前", 11) == "名前 · 名前"
    assert that_fits("名前 · 名前", 10) == "名前"


async def test_the_caption_above_a_narrow_list_cuts_no_word(engine: FakeEngine) -> None:
    async with started(engine, "f3", "f", size=(80, 24)) as app:
        await app.shows("What most people like", "Steer")
        assert "…" not in app.screen().splitlines()[1]
        await app.pilot.resize_terminal(160, 40)
        await app.shows("╭─ What most people like ─", "─ rate some movies you know (F2) ─╯")


async def test_the_status_line_gives_up_the_data_set_before_the_model(engine: FakeEngine) -> None:
    async with started(engine, profile="A person with quite a long name", size=(60, 24)) as app:
        await app.shows("A person with quite a long name: 0 rated · no model yet")


async def test_a_notice_that_is_too_long_keeps_what_was_done_to_the_movie(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", *["down"] * 5, "4", size=(60, 24)) as app:
        await app.shows("Night of the Day", "★★★★. u undoes, ± changes it")


def test_a_first_part_that_is_a_list_loses_its_last_words_whole() -> None:
    assert that_fits("No facts yet about: french, short · From 9 ratings", 32) == (
        "No facts yet about: french…"
    )
