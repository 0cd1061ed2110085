import pytest

from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.movies.similar import SimilarScreen
from tui.widgets.movie_table import MovieTable


def listed(app: Driver) -> list[str]:
    return [item.movie.title for item in app.app.screen.query_one(MovieTable)._items]


async def compared(app: Driver) -> None:
    await app.until(lambda: isinstance(app.app.screen, SimilarScreen) and listed(app) != [])


async def test_s_shows_the_movies_like_one_and_what_they_share(engine: FakeEngine) -> None:
    async with started(engine, "down", "s") as app:
        await compared(app)
        await app.shows("Like The Matrix (1999)", "Sci-Fi", "Aliens")
        assert "The Matrix" not in listed(app)
        await app.press("escape")
        await app.shows("Well known")


async def test_the_list_is_rated_and_opened_and_goes_on_like_any_other(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "s") as app:
        await compared(app)
        first = app.app.screen.query_one(MovieTable).current
        assert first is not None
        await app.press("5")
        assert stored_stars() == {first.movie.movie_id: 5.0}
        await app.shows("★★★★★")
        await app.press("s")
        await app.shows(f"Like {first.movie.title}")
        await app.press("escape", "enter")
        await app.shows("You: ★★★★★")
        await app.press("escape", "escape")
        await app.shows("Well known")


async def test_the_details_of_a_movie_lead_to_those_like_it(engine: FakeEngine) -> None:
    async with started(engine, *["down"] * 3, "enter", "s") as app:
        await compared(app)
        await app.shows("Like [REC] (2007)")
        await app.press("escape")
        await app.shows("[REC] (2007)", "Horror")


async def test_a_movie_that_shares_nothing_is_told(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "similar", lambda *_: [])
    async with started(engine, "down", "s") as app:
        await app.tells("No other movie shares anything with this one.")


async def test_a_comparison_that_breaks_ends_in_a_sentence(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the [/b] sky fell")

    monkeypatch.setattr(engine, "similar", broken)
    async with started(engine, "down", "s") as app:
        await app.tells("Comparing the movies failed: the [/b] sky fell.")


async def test_an_empty_list_has_nothing_to_compare(engine: FakeEngine) -> None:
    async with started(engine, "down", "m", "s") as app:
        assert engine.compared == []
        assert not isinstance(app.app.screen, SimilarScreen)
