from threading import Event, current_thread, main_thread

import pytest

from engine.catalogue.search import TitleSearch
from engine.profile.entries import Entry
from tests.conftest import logged
from tests.tui.driving import Driver, started, stored_entry, stored_stars
from tests.tui.fakes import PATIENCE, FakeEngine
from tui.rate.search_box import SearchBox
from tui.state.opened import Opened
from tui.widgets.movie_table import MovieTable

MATRIX, TOY_STORY, REC, HEAT, ALIEN, ALIENS = 10, 20, 30, 40, 100, 110


def query(app: Driver) -> str:
    return app.app.screen.query_one(SearchBox).value


def cursor(app: Driver) -> str:
    """The title under the cursor."""
    current = app.app.screen.query_one(MovieTable).current
    return current.title if current else ""


async def test_the_search_box_has_the_focus_and_types_what_is_typed(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await app.type("12345 qwxutme /+-0jk")
        assert query(app) == "12345 qwxutme /+-0jk"
        assert stored_stars() == {}


async def test_what_is_typed_is_found_whatever_the_slips(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("amelei")
        await app.shows("for “amelei”", "Amélie")
        assert "Fargo" not in app.screen()


async def test_a_query_that_nothing_is_like_says_so(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("[/qqqq]")
        await app.shows("No title is like “[/qqqq]”")


class SearchThatTakesLong(TitleSearch):
    """Finds nothing in time in the background."""

    def __init__(self, let_go: Event) -> None:
        self._let_go = let_go

    def search(self, query: str, limit: int = 10) -> list[int]:
        if current_thread() is not main_thread():
            self._let_go.wait(PATIENCE)
        return [3] if query == "heat" else [9]


async def test_a_movie_is_searched_and_rated_without_waiting_for_the_search(
    engine: FakeEngine,
) -> None:
    let_go = Event()
    dataset = engine.opened["bundled"].dataset
    engine.opened[None] = Opened(dataset, SearchThatTakesLong(let_go))
    async with started(engine) as app:
        await app.pilot.press(*"alien", "enter", "4", *"/heat", "enter", "5")
        await app.rest()
        assert stored_stars() == {100: 4.0, HEAT: 5.0}
        let_go.set()
        await app.shows("1 for “heat”")
        assert "Alien" not in app.screen()


class SearchThatBreaks(TitleSearch):
    """Finds nothing and fails, in the background when it is let go."""

    def __init__(self, let_go: Event | None = None) -> None:
        self._let_go = let_go

    def search(self, query: str, limit: int = 10) -> list[int]:
        if self._let_go and current_thread() is not main_thread():
            self._let_go.wait(PATIENCE)
        raise RuntimeError("the [/b] index is gone")


async def test_a_search_that_breaks_is_a_sentence_and_the_list_can_still_be_rated(
    engine: FakeEngine,
) -> None:
    engine.opened[None] = Opened(engine.opened["bundled"].dataset, SearchThatBreaks())
    async with started(engine, "h") as app:
        await app.says("Search failed: the [/b] index is gone.")
        assert len(app.said()) == 1
        assert "Traceback" in logged()
        await app.press("enter", "5")
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_search_that_breaks_under_enter_is_told_once(engine: FakeEngine) -> None:
    let_go = Event()
    engine.opened[None] = Opened(engine.opened["bundled"].dataset, SearchThatBreaks(let_go))
    async with started(engine) as app:
        await app.press("h", "enter")
        await app.says("Search failed: the [/b] index is gone.")
        let_go.set()
        await app.pilot.pause(0.1)
        assert len(app.said()) == 1
        await app.press("5")
        assert stored_stars() == {MATRIX: 5.0}


@pytest.mark.parametrize("key", ["down", "enter"])
async def test_down_or_enter_goes_to_the_list(engine: FakeEngine, key: str) -> None:
    async with started(engine, key) as app:
        assert isinstance(app.app.focused, MovieTable)


@pytest.mark.parametrize("key", ["down", "enter"])
async def test_a_digit_typed_right_after_it_is_given_in_the_list(
    engine: FakeEngine, key: str
) -> None:
    async with started(engine) as app:
        await app.press_at_once(key, "5")
        assert query(app) == ""
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_title_and_its_stars_may_be_typed_faster_than_the_app_follows(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await app.press_at_once(*"alien", "enter", "5")
        assert query(app) == "alien"
        assert stored_stars() == {ALIEN: 5.0}
        await app.press("4")
        assert stored_stars() == {ALIEN: 5.0, ALIENS: 4.0}  # the cursor has stayed where it was


async def test_slash_and_escape_go_back_to_the_box(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("slash")
        assert isinstance(app.app.focused, SearchBox)
        await app.press("down", "escape")
        assert isinstance(app.app.focused, SearchBox)


async def test_a_new_query_takes_the_place_of_the_old_one(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("heat")
        await app.press("enter", "slash")
        await app.type("fargo")
        assert query(app) == "fargo"


async def test_escape_empties_the_box_and_shows_the_well_known_again(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await app.type("heat")
        await app.shows("for “heat”")
        await app.press("escape")
        assert query(app) == ""
        await app.shows("Well known, not rated yet", "The Matrix")


async def test_a_digit_rates_moves_on_and_is_on_the_disk_at_once(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        for key, stars in zip("54321", (5.0, 4.0, 3.0, 2.0, 1.0), strict=True):
            rated = app.app.screen.query_one(MovieTable).current
            assert rated is not None
            await app.press(key)
            assert stored_stars()[rated.movie_id] == stars
        assert stored_stars() == {10: 5.0, 20: 4.0, 30: 3.0, 40: 2.0, 50: 1.0}
        assert cursor(app).startswith("Night of the Day")
        await app.shows("★★★★★  The Matrix", "★      千と千尋の神隠し")


async def test_plus_and_minus_change_by_half_a_star_and_stay(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("plus")
        assert stored_stars() == {MATRIX: 3.5}
        await app.press("minus", "minus")
        assert stored_stars() == {MATRIX: 2.5}
        assert cursor(app) == "The Matrix"
        await app.shows("★★½    The Matrix")


async def test_half_stars_end_at_half_a_star_and_at_five(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("5", "up", "plus")
        assert stored_stars() == {MATRIX: 5.0}
        await app.press("1", "up", "minus", "minus")
        assert stored_stars() == {MATRIX: 0.5}


async def test_zero_takes_the_rating_back(engine: FakeEngine) -> None:
    async with started(engine, "down", "4", "up") as app:
        await app.press("0")
        assert stored_stars() == {}
        assert cursor(app) == "The Matrix"
        await app.shows("The Matrix: no rating")


async def test_want_and_hide_take_each_other_s_place(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("w")
        assert stored_entry(MATRIX).watchlist
        await app.shows("want   The Matrix", "on your watchlist")
        await app.press("x")
        assert stored_entry(MATRIX) == Entry(MATRIX, not_interested=True)
        await app.shows("hide   The Matrix", "The Matrix: hidden")
        await app.press("x")
        assert stored_entry(MATRIX) == Entry(MATRIX)
        await app.shows("no longer hidden")


async def test_undo_goes_back_step_by_step_to_the_very_start(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "3", "down", "up", "plus", "w", "up", "up", "1") as app:
        assert stored_entry(REC).watchlist
        assert stored_stars() == {MATRIX: 1.0, TOY_STORY: 3.0, REC: 3.5}
        steps: list[dict[int, float | None]] = [
            {MATRIX: 5.0, TOY_STORY: 3.0, REC: 3.5},
            {MATRIX: 5.0, TOY_STORY: 3.0, REC: 3.5},
            {MATRIX: 5.0, TOY_STORY: 3.0},
            {MATRIX: 5.0},
            {},
        ]
        for stars in steps:
            await app.press("u")
            assert stored_stars() == stars
        assert not stored_entry(REC).watchlist
        await app.shows("Undone: The Matrix")
        await app.press("u")
        await app.shows("Nothing to undo")


async def test_undo_reaches_what_was_said_before_this_start(engine: FakeEngine) -> None:
    async with started(engine, "down", "5"):
        pass
    async with started(engine, "down", "u"):
        assert stored_stars() == {}


async def test_m_switches_between_the_well_known_the_rated_and_the_wanted(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "4", "w") as app:
        await app.press("m")
        await app.shows("Your ratings (2)")
        assert "Heat" not in app.screen()
        await app.press("m")
        await app.shows("Your watchlist (1)", "want   [REC]")
        await app.press("m")
        await app.shows(
            "Hidden from your recommendations: none yet · x in another list hides a movie"
        )
        await app.press("m")
        await app.shows("Seen, not rated: none yet · a in another list says that you have seen a")
        await app.press("m")
        await app.shows("Well known, not rated yet (31)")
        assert "Toy Story" not in app.screen()


async def test_a_hidden_movie_is_listed_and_brought_back(engine: FakeEngine) -> None:
    async with started(engine, "down", "x", "m", "m", "m") as app:
        await app.shows("Hidden from your recommendations (1) · x brings one back")
        assert cursor(app) == "The Matrix"
        await app.press("x")
        await app.shows("no longer hidden")


async def test_a_movie_is_marked_as_seen_and_unmarked(engine: FakeEngine) -> None:
    async with started(engine, "down", "w", "a", "m", "m", "m", "m") as app:
        await app.shows("The Matrix: seen, and not recommended", "Seen, not rated (1)", "seen   ")
        assert cursor(app) == "The Matrix"
        assert stored_entry(MATRIX) == Entry(MATRIX, seen=True)
        await app.press("a")
        await app.shows("no longer marked as seen")
        await app.press("u", "5")
        await app.shows("★★★★★  The Matrix")
        assert stored_entry(MATRIX) == Entry(MATRIX, 5, stored_entry(MATRIX).rated_at)


async def test_a_list_with_nothing_in_it_says_so(engine: FakeEngine) -> None:
    async with started(engine, "down", "m") as app:
        await app.shows("Your ratings: none yet · 1 to 5 in another list give stars")
        await app.press("5", "plus", "w", "enter")
        assert stored_stars() == {}


async def test_j_and_k_move_as_the_arrows_do(engine: FakeEngine) -> None:
    async with started(engine, "down", "j", "j", "k") as app:
        assert cursor(app) == "Toy Story"


async def test_titles_are_text_however_they_look(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await app.type("rec")
        await app.shows("[REC]")
        await app.press("enter", "5")
        await app.shows("[REC]: ★★★★★. u undoes")
        await app.press("u")
        await app.shows("Undone: [REC]")
        await app.press("slash")
        await app.type("link nowhere")
        await app.press("enter", "x")
        await app.shows("[/b] [link=nowhere]: hidden")
        assert stored_entry(80).not_interested


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)])
async def test_a_long_title_leaves_the_other_columns_in_their_place(
    engine: FakeEngine, size: tuple[int, int]
) -> None:
    async with started(engine, size=size) as app:
        header = next(line for line in app.screen().splitlines() if "Year" in line)
        for title, year in (("Night of", "1991"), ("Heat", "1995")):
            line = next(line for line in app.screen().splitlines() if title in line)
            assert line.index(year) == header.index("Year")


async def test_a_movie_that_nobody_rated_has_no_mean(engine: FakeEngine) -> None:
    async with started(engine, dataset="tiny") as app:
        line = next(line for line in app.screen().splitlines() if "Nobody's Movie" in line)
        assert line.split()[-2:] == ["·", "0"]


async def test_a_model_shows_a_prediction_for_every_movie(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.press("down", "t")
        engine.go_on.set()
        await app.until(lambda: app.state.advice is not None)
        await app.press("f2")
        await app.shows("The Matrix", "4.9")


async def test_ratings_are_there_at_the_next_start(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "4"):
        pass
    async with started(engine, "down", "m") as app:
        await app.shows("★★★★★  The Matrix", "★★★★   Toy Story", "ann: 2 rated")


async def test_two_profiles_know_nothing_of_each_other(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", profile="ann"):
        pass
    async with started(engine, "down", "u", "3", profile="bob"):
        assert stored_stars("ann") == {MATRIX: 5.0}
        assert stored_stars("bob") == {MATRIX: 3.0}


# The movie just rated


def line_of(app: Driver, title: str) -> str:
    return next(line for line in app.screen().splitlines() if title in line)


async def test_plus_right_after_a_digit_is_for_the_movie_just_rated(engine: FakeEngine) -> None:
    async with started(engine, "down", "4", "plus") as app:
        assert stored_stars() == {10: 4.5}
        assert line_of(app, "Matrix ").startswith("±★★★★½")
        await app.press("minus", "minus")
        assert stored_stars() == {10: 3.5}


async def test_nought_right_after_a_digit_takes_that_rating_back(engine: FakeEngine) -> None:
    async with started(engine, "down", "4", "0") as app:
        assert stored_stars() == {}
        await app.press("plus")
        assert stored_stars() == {20: 3.5}


@pytest.mark.parametrize("keys", [("down", "up"), ("u",), ("down", "k")], ids="+".join)
async def test_after_a_step_or_an_undo_it_is_the_movie_under_the_cursor_that_is_meant(
    engine: FakeEngine, keys: tuple[str, ...]
) -> None:
    async with started(engine, "down", "4", *keys, "plus") as app:
        assert stored_stars().pop(20) == 3.5
        assert "±" not in app.screen().splitlines()[5]


async def test_the_mark_of_the_movie_just_rated_stays_when_the_screen_gets_another_size(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "4") as app:
        await app.pilot.resize_terminal(100, 30)
        await app.rest()
        assert line_of(app, "Matrix ").startswith("±★★★★")
        await app.press("plus")
        assert stored_stars() == {10: 4.5}


async def test_what_is_found_first_is_told_whole_below_the_list(engine: FakeEngine) -> None:
    async with started(engine, *"alien") as app:
        await app.shows("2 for “alien”")
        await app.shows("Alien (1979)")
        assert "The Matrix (1999)" not in app.screen()


async def test_the_room_of_predictions_is_empty_until_a_model_comes_and_no_title_moves(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5") as app:
        await app.shows("Toy Story")

        def place_of(text: str) -> int:
            (line,) = (line for line in app.screen().splitlines() if text in line and "You" in line)
            return line.index(text)

        before = place_of("Year")
        assert "Pred" not in app.screen()
        engine.let_go()
        await app.press("t", "f2")
        await app.until(lambda: app.state.is_trained)
        await app.shows("Pred")
        assert place_of("Year") == before


async def test_the_count_of_a_list_follows_what_its_keys_do(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "4", "m") as app:
        await app.shows("Your ratings (2)")
        await app.press("0")
        await app.shows("Your ratings (1)")
        await app.press("u")
        await app.shows("Your ratings (2)")
