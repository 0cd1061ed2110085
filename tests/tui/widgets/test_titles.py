import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.columns import fitted
from tui.widgets.titles import plain_title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Seven (a.k.a. Se7en)", "Seven"),
        ("City of God (Cidade de Deus)", "City of God"),
        ("Ran (Ran) (a.k.a. Chaos)", "Ran"),
        ("(500) Days of Summer", "(500) Days of Summer"),
        ("Birdman: Or (The Unexpected Virtue of Ignorance)",) * 2,
        ("(untitled)", "(untitled)"),
        ("Heat", "Heat"),
    ],
)
def test_a_list_shows_one_name_of_a_movie(title: str, shown: str) -> None:
    assert plain_title(title) == shown


def test_the_parts_of_a_series_can_be_told_apart() -> None:
    series = "The Lord of the Rings: The "
    parts = ("Fellowship of the Ring", "Two Towers", "Return of the King")
    shown = [fitted(series + part, 26, cut="middle") for part in parts]
    assert shown[1] == "The Lord of t…e Two Towers"
    assert len(set(shown)) == 3


@given(st.text(max_size=30), st.integers(1, 25))
def test_a_title_takes_as_many_cells_as_it_may(title: str, width: int) -> None:
    assert cell_len(fitted(title, width, cut="middle")) == width


def test_of_a_list_what_has_no_room_is_left_out_whole() -> None:
    genres = "Comedy, Crime, Drama, Thriller"
    assert fitted(genres, 30, cut="list") == genres
    assert fitted(genres, 29, cut="list") == "Comedy, Crime, Drama…".ljust(29)
    assert fitted(genres, 14, cut="list") == "Comedy, Crime…"
    assert fitted(genres, 13, cut="list") == "Comedy…".ljust(13)
    assert fitted(genres, 6, cut="list") == "Com…er"
    assert fitted("The Godfather", 9, cut="list") == "The …ther"
