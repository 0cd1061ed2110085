from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import PATIENCE, FakeEngine, model
from tests.tui.for_you.test_screen import with_model
from tui.state.current import Change
from tui.taste.map_view import MapView


async def on_map(app: Driver) -> None:
    """Go to the map; the cursor is on movie 11 of 34, in the middle of the second line of five."""
    await app.press("f5")
    await app.shows("on average")
    await app.press("m")
    await app.shows("↑ 2010s", "← Drama", "↓ 1940s", "[b]War →")


def here(app: Driver) -> int:
    movie = app.app.screen.query_one(MapView).current
    return -1 if movie is None else movie.row


async def test_without_ratings_it_says_what_to_do(engine: FakeEngine) -> None:
    async with started(engine, "f5") as app:
        await app.shows("▌F5 Taste▐", "No ratings yet", "Rate some movies you know (F2)")
        await app.press("m", "m")


async def test_ratings_become_pictures(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "1", "f5", size=(80, 60)) as app:
        await app.shows("2 ratings, 3.0 stars on average", "Your stars and everybody's")
        await app.shows("Sci-Fi", "Animation", "1990s", "Where you and everybody disagree")
        await app.shows("Not known yet: the palette (Ctrl+P)", "fetches who made the movies.")


async def test_a_rating_made_elsewhere_is_in_the_pictures_when_they_are_shown_again(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "f5") as app:
        await app.shows("1 rating,")
        before = engine.drawn
        await app.press("f2", "4", "3")
        assert engine.drawn == before
        await app.press("f5")
        await app.shows("3 ratings")


async def test_the_map_needs_a_model(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f5") as app:
        await app.shows("on average")
        await app.press("m")
        await app.shows("The map needs a model: t trains one")
        await app.press("m")
        await app.shows("on average")


async def test_while_a_model_is_trained_the_map_does_not_ask_for_it(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f5", "m") as app:
        await app.shows("The map needs a model: t trains one")
        await app.press("t", "f5")
        await app.shows("The map comes when training ends (F4)")


@contextmanager
def drawing_held(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Hold every drawing until the event is set, at the end at the latest."""
    go_on, draw = Event(), engine.draw_taste

    def drawn(*arguments: object) -> object:
        assert go_on.wait(PATIENCE)
        return draw(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "draw_taste", drawn)
    try:
        yield go_on
    finally:
        go_on.set()


async def test_until_they_are_drawn_neither_pictures_nor_map_are_said_to_be_missing(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with drawing_held(engine, monkeypatch) as go_on:
        async with started(with_model(engine), "down", "5", "f5") as app:
            await app.uncover()
            await app.shows("Drawing…", "ann: 1 rated")
            assert "No ratings yet" not in app.screen()
            await app.press("m")
            await app.uncover()
            await app.shows("Drawing…", "model trained")
            assert "The map needs a model" not in app.screen()
            go_on.set()
            await app.shows("↑ 2010s", "1 rating, 5.0 stars on average")
            await app.press("m")
            assert "Drawing…" not in app.screen()


async def test_a_first_rating_and_a_first_model_are_drawn_in_place_of_what_was_missing(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(engine, "f5") as app:
        await app.shows("No ratings yet")
        with drawing_held(engine, monkeypatch) as go_on:
            app.parts.ratings.give(0, 4.0)
            await app.uncover()
            await app.shows("Drawing…", "ann: 1 rated")
            assert "No ratings yet" not in app.screen()
            go_on.set()
            await app.shows("1 rating, 4.0 stars on average")
        await app.press("m")
        await app.shows("The map needs a model: t trains one")
        with drawing_held(engine, monkeypatch) as go_on:
            assert app.state.opened is not None
            app.parts.recommendations.use(model(app.state.opened.dataset))
            await app.shows("Drawing…", "model trained")
            assert "The map needs a model" not in app.screen()
            go_on.set()
            await app.shows("↑ 2010s")


async def test_taking_the_only_rating_back_leaves_no_pictures(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f5") as app:
        await app.shows("1 rating,")
        app.parts.ratings.undo()
        await app.shows("No ratings yet")
        assert "on average" not in app.screen()


async def test_without_movies_it_says_how_to_get_some(engine: FakeEngine) -> None:
    engine.opened = {}
    async with started(engine, "f5") as app:
        await app.uncover()
        await app.shows("There are no movies: Ctrl+P fetches some, or uses the bundled ones")
        await app.press("m")
        await app.shows("There are no movies: Ctrl+P fetches some, or uses the bundled ones")


async def test_arrows_go_from_movie_to_movie(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5") as app:
        await on_map(app)
        assert here(app) == 10
        for key, row in ("right", 11), ("up", 18), ("h", 17), ("j", 10), ("left", 9), ("k", 16):
            await app.press(key)
            assert here(app) == row
        await app.press(*["left"] * 9)
        assert here(app) == 14


async def test_the_movie_under_the_cursor_is_told_rated_and_opened(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5") as app:
        await on_map(app)
        await app.shows("Aliens (1986) · Action, Sci-Fi", "You: not rated", "For you:")
        await app.press("4", "plus")
        assert stored_stars() == {10: 5.0, 110: 4.5}
        await app.shows("You: ★★★★½")
        assert here(app) == 10
        await app.press("u", "u", "w", "enter")
        await app.shows("You: want")
        await app.press("escape", "s")
        await app.shows("Like Aliens")


async def test_zooming_brings_the_cursor_s_movie_to_the_middle(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5") as app:
        await on_map(app)
        wide = app.screen().count("·")
        await app.press("z", "z")
        assert app.screen().count("·") < wide
        await app.press("Z", "Z", "Z")
        assert app.screen().count("·") == wide
        assert here(app) == 10


async def test_liked_and_disliked_movies_have_marks_of_their_own(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", *"515") as app:
        await on_map(app)
        picture = app.screen().split("Aliens (1986)")[0]
        assert (picture.count("●"), picture.count("○"), picture.count("◆")) == (2, 1, 1)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (200, 50)])
async def test_it_fits_screens_of_any_size(engine: FakeEngine, size: tuple[int, int]) -> None:
    async with started(with_model(engine), "down", *"515", size=size) as app:
        await app.press("f5")
        await app.shows("on average")
        await app.press("m", "right", "z", "m")
        await app.shows("on average")


async def test_a_drawing_that_breaks_ends_in_a_sentence(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the [/b] sky fell")

    monkeypatch.setattr(engine, "draw_taste", broken)
    async with started(engine, "down", "5", "f5") as app:
        await app.shows("Drawing your taste failed: the [/b] sky fell.")


@pytest.mark.parametrize(("width", "columns"), [(80, 1), (120, 2), (200, 3)])
async def test_a_wider_screen_has_more_columns_of_pictures(
    engine: FakeEngine, width: int, columns: int
) -> None:
    async with started(engine, "down", "5", "f5", size=(width, 50)) as app:
        await app.shows("on average")
        frames = app.app.screen.query(".picture")
        assert len({frame.region.x for frame in frames}) == columns


async def test_the_best_known_movies_are_told_on_the_map(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5", size=(120, 36)) as app:
        await on_map(app)
        picture = app.screen().split("Aliens (1986)")[0]
        assert all(title in picture for title in ("The Matrix", "Toy Story", "[REC]", "Heat"))


async def test_a_model_that_is_being_read_is_not_asked_for(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f5") as app:
        await app.shows("on average")
        app.state.awaits_model = True
        await app.press("m")
        await app.shows("Drawing…")
        app.state.awaits_model = False
        app.state.publish(Change.ADVICE)
        await app.shows("The map needs a model: t trains one")
