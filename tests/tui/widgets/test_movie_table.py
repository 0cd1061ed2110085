import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events, on
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Button

import tui
from engine.catalogue.dataset import Movie
from tui.widgets.columns import Align, Column, fitted
from tui.widgets.line_painter import Line, LinePainter
from tui.widgets.movie_table import MovieTable

MANY = 50
SIZE = (60, 12)  # a header, ten movies, and the button below
IN_SIGHT = 10


@dataclass(frozen=True)
class Film:
    row: int
    title: str


FILMS = [Film(100 + number, f"Film {number}") for number in range(MANY)]
ODD_TITLES = (
    "千と千尋の神隠し (Spirited Away)",
    "千" * 40,
    "Ame\u0301lie",
    "e\u0301" * 40,
    "🎬 Camera 🎥",
    "👨\u200d👩\u200d👧 Family",
    "❤\ufe0f",
    "Long " * 30,
    "[REC]",
    "[/b] [link=nowhere]",
    "red \x1b[31m bell \x07 line\nnext\ttab\x9b31m",
    "\u202eback to front",
    "",
)


class ListApp(App[None]):
    """A list, and a button to take the focus from it."""

    CSS_PATH = Path(tui.__file__).parent / "widgets" / "style.tcss"

    def __init__(self, films: Sequence[Film]) -> None:
        super().__init__()
        self.films = films
        self.given: dict[int, int] = {}
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        columns: list[Column[Film]] = [
            Column("You", lambda film: "★" * self.given.get(film.row, 0), 5, style="bold"),
            Column("Title", lambda film: film.title, share=2),
            Column("Row", lambda film: f"{film.row}", 4, align="right"),
            Column("Wide", lambda _film: "only here", share=1, from_width=50),
        ]
        yield MovieTable(
            columns,
            lambda film: film.row,
            lambda film: self.given.get(film.row),
            self,
            moves_on=True,
            id="list",
        )
        yield Button("Elsewhere", compact=True)

    def on_mount(self) -> None:
        self.table.show(self.films)

    @property
    def table(self) -> MovieTable[Film]:
        return self.query_one(MovieTable)

    def stars(self, movie: Movie) -> float | None:
        """Nothing here is a movie."""

    def give(self, row: int, stars: float) -> None:
        """Nothing here rates."""

    def mark(self, row: int, kind: str) -> None:
        """Nothing here marks."""

    def show(self, row: int) -> None:
        self.said.append(f"chosen {row}")

    def show_more_by(self, row: int) -> None:
        """Nothing here knows who made it."""

    def open_page(self, row: int) -> None:
        """Nothing here has a page."""

    def copy(self, row: int) -> None:
        """Nothing here copies."""

    def show_similar(self, row: int) -> None:
        """Nothing here compares."""

    @on(MovieTable.Highlighted)
    def _highlighted(self) -> None:
        self.said.append(f"at {self.table.current_row}")


class Hand:
    """Works the list and looks at the screen."""

    def __init__(self, app: ListApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot, self.table = app, pilot, app.table

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        for _ in range(200):  # until the list has heard of it
            if self.table.size.width == width:
                break
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    async def click(self, y: int, times: int = 1) -> None:
        await self.pilot.click(MovieTable, offset=(10, y), times=times)
        await self.pilot.pause()

    def strips(self) -> list[Strip]:
        """The lines of the list as they are painted, without its scrollbar."""
        seen = self.table.scrollable_content_region
        strips = self.app.screen._compositor.render_strips()[: seen.height]
        return [strip.crop(0, seen.width) for strip in strips]

    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.strips()]

    def line_of(self, title: str) -> int:
        """Where on the screen a title stands."""
        return next(y for y, line in enumerate(self.lines()) if f" {title} " in f"{line} ")

    def colour(self, y: int) -> str:
        """The background of a line's first letter."""
        style = self.app.screen.get_style_at(1, y)
        assert style.bgcolor is not None
        return style.bgcolor.name

    def under_cursor(self) -> str:
        return self.table.current.title if self.table.current else ""


@asynccontextmanager
async def listed(
    films: Sequence[Film] = FILMS, size: tuple[int, int] = SIZE
) -> AsyncIterator[Hand]:
    app = ListApp(films)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Hand(app, pilot)


# What is in a line


@pytest.mark.parametrize("size", [(30, 24), SIZE, (120, 24)])
async def test_whatever_a_title_is_the_columns_after_it_stay_in_their_place(
    size: tuple[int, int],
) -> None:
    films = [Film(1000 + number, title) for number, title in enumerate(ODD_TITLES)]
    async with listed(films, size=(size[0], 24)) as hand:
        header, *lines = hand.strips()
        end = cell_len(header.text[: header.text.index("Row")]) + len("Row")
        for film, strip in zip(films, lines, strict=False):
            assert cell_len(strip.text) == hand.table.scrollable_content_region.width
            assert cell_len(strip.text[: strip.text.index(f"{film.row}")]) + 4 == end


async def test_a_title_that_looks_like_markup_is_shown_as_it_is() -> None:
    async with listed([Film(1, "[REC]"), Film(2, "[/b] [link=nowhere]")]) as hand:
        assert "[REC]" in hand.lines()[1]
        assert "[/b] [link=nowhere]" in hand.lines()[2]


async def test_nothing_in_a_title_is_obeyed_by_the_terminal() -> None:
    films = [Film(number, title) for number, title in enumerate(ODD_TITLES)]
    async with listed(films, size=(120, 24)) as hand:
        shown = "".join(hand.lines())
        assert not set(shown) & {"\x1b", "\x07", "\n", "\t", "\x9b", "\u202e"}
        assert "red  [31m bell" in shown


async def test_a_title_that_is_too_long_ends_in_dots() -> None:
    async with listed([Film(1, "Long " * 30)]) as hand:
        assert "Long Long" in hand.lines()[1]
        assert "…" in hand.lines()[1]


@pytest.mark.parametrize(
    ("text", "align", "shown"),
    [
        ("Heat", "left", "Heat  "),
        ("Heat", "right", "  Heat"),
        ("Casablanca", "left", "Casab…"),
        ("千千千", "left", "千千千"),
        ("千千千千", "left", "千千 …"),
        ("e\u0301" * 7, "left", "e\u0301" * 5 + "…"),
        ("a\tb", "left", "a b   "),
    ],
)
def test_a_text_is_padded_or_cut(text: str, align: Align, shown: str) -> None:
    assert fitted(text, 6, align) == shown


@given(st.text(max_size=20), st.integers(1, 25))
@example("\u200d", 1)
@example("👨\u200d👩\u200d👧", 4)
@example("❤\ufe0f", 1)
def test_any_text_takes_as_many_cells_as_it_may(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


# The cursor


async def test_the_cursor_stays_in_sight_and_the_header_on_top() -> None:
    async with listed() as hand:
        header = hand.lines()[0]
        for key, walk in ("down", range(MANY)), ("k", reversed(range(MANY))):
            for number in walk:
                assert hand.under_cursor() == f"Film {number}"
                assert hand.line_of(f"Film {number}") > 0
                assert hand.lines()[0] == header
                await hand.press(key)


async def test_the_cursor_stops_at_both_ends_and_says_so_no_more() -> None:
    async with listed() as hand:
        await hand.press("up", "k", "home", "pageup")
        assert hand.app.said == []
        await hand.press("end", "down", "j", "pagedown")
        assert hand.app.said == ["at 149"]


async def test_pages_go_as_far_as_one_sees() -> None:
    async with listed() as hand:
        await hand.press("down", "down", "pagedown")
        assert hand.under_cursor() == f"Film {2 + IN_SIGHT}"
        assert hand.line_of(f"Film {IN_SIGHT}") == 1
        await hand.press("pageup")
        assert hand.under_cursor() == "Film 2"
        assert hand.line_of("Film 0") == 1


@pytest.mark.parametrize(("end", "home"), [("end", "home"), ("ctrl+end", "ctrl+home"), ("G", "g")])
async def test_end_and_home_go_to_the_last_and_the_first(end: str, home: str) -> None:
    async with listed() as hand:
        await hand.press(end)
        assert hand.under_cursor() == "Film 49"
        assert hand.line_of("Film 49") == IN_SIGHT
        await hand.press(home)
        assert hand.under_cursor() == "Film 0"
        assert hand.line_of("Film 0") == 1


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord"])
async def test_the_cursor_has_the_theme_s_colour_and_a_paler_one_without_the_focus(
    theme: str,
) -> None:
    async with listed() as hand:
        await hand.pilot.pause()
        hand.app.theme = theme
        await hand.pilot.pause()
        cursor = Color.parse(hand.app.theme_variables["block-cursor-background"])
        assert hand.colour(1) == cursor.hex.lower()
        await hand.press("tab")
        assert hand.colour(1) not in {cursor.hex.lower(), hand.colour(2), hand.colour(3)}


async def test_stripes_scroll_with_their_movies() -> None:
    async with listed() as hand:
        await hand.press(*["down"] * (IN_SIGHT - 1))
        stripes = [hand.colour(hand.line_of(f"Film {number}")) for number in range(5, 9)]
        assert stripes[0] != stripes[1]
        assert stripes[:2] == stripes[2:]
        await hand.press("down")
        assert hand.line_of("Film 5") == 5
        assert [hand.colour(y) for y in range(5, 9)] == stripes


# The mouse


async def test_a_click_goes_to_a_movie_and_a_click_on_it_opens_it() -> None:
    async with listed() as hand:
        await hand.click(4)
        assert hand.app.said == ["at 103"]
        await hand.click(4)
        assert hand.app.said == ["at 103", "chosen 103"]


async def test_a_double_click_opens_a_movie() -> None:
    async with listed() as hand:
        await hand.click(4, times=2)
        assert hand.app.said == ["at 103", "chosen 103"]


async def test_a_click_where_no_movie_is_does_nothing() -> None:
    async with listed(FILMS[:3]) as hand:
        await hand.press("down")
        await hand.click(6)
        assert hand.app.said == ["at 101"]
    async with listed() as hand:
        await hand.press("end")
        await hand.click(0)
        assert hand.app.said == ["at 149"]


async def test_the_wheel_scrolls_and_leaves_the_cursor_until_a_key_is_pressed() -> None:
    async with listed() as hand:
        await hand.pilot._post_mouse_events([events.MouseScrollDown], MovieTable)
        await hand.pilot.pause()
        assert hand.line_of("Film 4") < 4
        assert hand.under_cursor() == "Film 0"
        hand.table.redraw()
        await hand.pilot.pause()
        assert "Film 0 " not in "\n".join(hand.lines())
        await hand.press("down")
        assert hand.line_of("Film 1") == 1


async def test_the_line_under_the_mouse_is_lit_until_the_mouse_leaves() -> None:
    async with listed() as hand:
        plain = hand.colour(3)
        await hand.pilot.hover(MovieTable, offset=(10, 3))
        await hand.pilot.pause()
        assert hand.colour(3) != plain
        assert hand.app.said == []
        await hand.pilot.hover(Button)
        await hand.pilot.pause()
        assert hand.colour(3) == plain
        await hand.pilot.hover(MovieTable, offset=(10, 3))
        await hand.press("down")
        assert hand.colour(3) == plain


# What is drawn


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of the screen that were sent to it anew, as often as they were."""
    lines: list[int] = []
    refresh = MovieTable.refresh

    def note(table: MovieTable[Film], *regions: Region, **how: bool) -> object:
        lines.extend(region.y for region in regions)
        return refresh(table, *regions, **how)

    monkeypatch.setattr(MovieTable, "refresh", note)
    return lines


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """The lines that were drawn, as often as they were."""
    lines: list[Line] = []
    draw = LinePainter._drawn

    def note(painter: LinePainter, line: Line, kind: str, width: int) -> Strip:
        lines.append(line)
        return draw(painter, line, kind, width)

    monkeypatch.setattr(LinePainter, "_drawn", note)
    return lines


async def test_only_lines_that_look_different_are_sent(sent: list[int]) -> None:
    async with listed() as hand:
        sent.clear()
        await hand.press("down")
        assert sorted(sent) == [1, 2]

        sent.clear()
        hand.app.given[105] = 4
        hand.table.redraw()
        await hand.pilot.pause()
        assert sent == [6]
        assert "★★★★   Film 5" in hand.lines()[6]

        sent.clear()
        hand.app.given[140] = 4  # out of sight
        hand.table.redraw()
        hand.table.show(FILMS, keep_cursor=True)
        await hand.pilot.pause()
        assert sent == []


async def test_lines_that_move_are_not_drawn_anew(drawn: list[Line]) -> None:
    async with listed() as hand:
        for key in ("end", "up"):  # each drawn by itself
            await hand.press(key)
        last = hand.lines()
        await hand.press("home")
        drawn.clear()
        for key in ("end", "up"):
            await hand.press(key)
        assert hand.lines() == last
        assert drawn == []


async def test_a_column_more_that_no_share_of_it_goes_to_is_filled_too() -> None:
    async with listed(FILMS[:3]) as hand:
        for width in (61, 62):  # in which all columns are as wide
            await hand.resize(width, SIZE[1])
            edges = [hand.table.get_style_at(x, 1).bgcolor for x in (0, width - 1)]
            assert edges[0] == edges[1] is not None


async def test_in_other_colours_every_line_is_drawn_anew(drawn: list[Line]) -> None:
    async with listed() as hand:
        before = hand.colour(1)
        drawn.clear()
        hand.app.theme = "textual-light"
        await hand.pilot.pause()
        assert hand.colour(1) != before
        assert len(drawn) >= hand.table.size.height


# The list changes


async def test_an_empty_list_says_and_does_nothing() -> None:
    async with listed([]) as hand:
        assert (hand.table.current, hand.table.current_row) == (None, -1)
        await hand.press("down", "up", "end", "home", "pagedown", "pageup", "enter", "5", "w")
        await hand.press("plus")
        await hand.click(1, times=2)
        assert hand.app.said == []
        assert hand.lines()[0].split() == ["You", "Title", "Row", "Wide"]
        assert not any(hand.lines()[1:])


async def test_a_list_that_shrinks_keeps_its_cursor_and_its_lines_in_sight() -> None:
    async with listed() as hand:
        await hand.press("end")
        hand.table.show(FILMS[:3], keep_cursor=True)
        await hand.pilot.pause()
        assert hand.under_cursor() == "Film 2"
        assert hand.app.said == ["at 149", "at 102"]
        assert [hand.line_of(f"Film {number}") for number in range(3)] == [1, 2, 3]
        hand.table.show([])
        hand.table.show(FILMS)
        await hand.press("end")
        assert hand.line_of("Film 49") == IN_SIGHT


async def test_a_new_list_starts_at_its_first_movie() -> None:
    async with listed() as hand:
        await hand.press("end")
        hand.table.show(FILMS[10:])
        await hand.pilot.pause()
        assert hand.under_cursor() == "Film 10"
        assert hand.line_of("Film 10") == 1


async def test_a_narrow_screen_hides_columns_and_a_low_one_keeps_the_cursor() -> None:
    async with listed() as hand:
        await hand.press(*["down"] * 8)
        await hand.resize(40, 6)
        assert hand.lines()[0].split() == ["You", "Title", "Row"]
        assert "only here" not in "\n".join(hand.lines())
        assert hand.line_of("Film 8") > 0
        await hand.resize(70, 12)
        assert "only here" in hand.lines()[hand.line_of("Film 8")]
