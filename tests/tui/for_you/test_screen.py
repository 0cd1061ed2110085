from typing import Any

import pytest

from engine.recommend.advice import Advice
from engine.recommend.choice.choice import FactPart
from tests.tui.driving import Driver, started, stored, stored_entry, stored_stars
from tests.tui.fakes import FakeEngine
from tui.for_you.reasons_in_words import sure_bars
from tui.widgets.movie_table import MovieTable

MATRIX, TOY_STORY, REC = 10, 20, 30


def listed(app: Driver) -> list[str]:
    """The recommended titles, best first."""
    return [item.movie.title for item in app.app.screen.query_one(MovieTable)._items]


def cursor(app: Driver) -> str:
    current = app.app.screen.query_one(MovieTable).current
    return current.movie.title if current else ""


async def recommended(app: Driver) -> None:
    """Wait for the list."""
    await app.until(lambda: app.state.advice is not None)
    await app.press("f3")
    await app.until(lambda: listed(app) != [])


def with_model(engine: FakeEngine) -> FakeEngine:
    engine.kept = {"ann": 0}
    return engine


async def test_before_any_rating_it_lists_what_most_people_like(engine: FakeEngine) -> None:
    async with started(engine, "f3") as app:
        await app.shows("What most people like · rate some movies you know (F2)")
        assert listed(app)[:2] == ["The Matrix", "Toy Story"]


async def test_from_the_first_rating_on_there_is_a_list_by_match_without_predicted_stars(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "f3") as app:
        await app.shows("From 1 rating · t trains a model for stars")
        await app.shows("99", "Toy Story", "because you gave", "+3 points")
        assert "Pred 4" not in app.screen()
        await app.press("f2", "4", "f3")
        await app.shows("From 2 ratings")


@pytest.mark.parametrize(("width", "name"), [(80, "Pred"), (120, "Stars")])
async def test_what_only_a_model_can_tell_has_no_column_before_there_is_one(
    engine: FakeEngine, width: int, name: str
) -> None:
    """Its room is the titles' until then."""

    def columns(app: Driver) -> list[str]:
        (header,) = (line for line in app.screen().splitlines() if "Match  " in line)
        return header.split()

    async with started(engine, "down", "5", "f3", size=(width, 30)) as app:
        await app.shows("From 1 rating")
        assert name not in columns(app)
        assert "Sure" not in columns(app)
        await app.press("t", "f3")
        engine.let_go()
        await app.until(lambda: bool(app.state.advice and app.state.advice.model))
        await app.rest()
        assert name in columns(app)
        assert "Sure" in columns(app)


async def test_while_training_the_list_stays_and_says_when_stars_come(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t", "f3") as app:
        await app.shows("predicted stars come when training ends (F4)")
        assert listed(app)[0] == "Toy Story"


async def test_a_kept_model_makes_the_first_list_not_the_choice_of_others(
    engine: FakeEngine,
) -> None:
    async with started(with_model(engine), "down", "5") as app:
        await recommended(app)
        assert {advice.model for advice in (app.state.advice,) if advice} == {"DeepFM"}


def test_the_bars_of_a_list_tell_the_surer_fifth_from_the_less_sure() -> None:
    bars = sure_bars([0.3, 0.31, 0.32, 0.33, 0.34])
    assert bars == ["━━━━━", "━━━━─", "━━━──", "━━───", "━────"]
    assert sure_bars([0.4, 0.4]) == ["━━━━━", "━━━━━"]


async def test_a_kept_model_recommends_at_once(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        assert listed(app)[:3] == ["The Matrix", "Toy Story", "[REC]"]
        assert cursor(app) == "The Matrix"
        await app.shows("What most people like · rate some movies")
        await app.shows("because people like it in general")


async def test_ratings_of_another_data_set_are_told_apart_from_those_it_rests_on(
    engine: FakeEngine,
) -> None:
    with stored() as ann:
        for movie_id in (MATRIX, TOY_STORY, 998, 999):
            ann.rate(movie_id, 4)
    async with started(with_model(engine), size=(120, 36)) as app:
        await recommended(app)
        await app.shows("From 2 ratings, 2 since training")
        await app.shows("18 more would help · 2 not in this data set")
        await app.shows("ann: 2 rated (+2 elsewhere) · films · model trained, 2 since")


async def test_training_ends_with_recommendations(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        engine.go_on.set()
        await recommended(app)
        assert listed(app)[0] == "Toy Story"
        await app.shows("because you gave ★★★★★ to The Matrix")


async def test_a_rating_here_changes_the_list_without_training(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        asked = len(engine.advised)
        await app.press("down", "down", "4")
        await app.until(lambda: "[REC]" not in listed(app))
        assert stored_stars() == {REC: 4.0}
        assert len(engine.advised) == asked + 1
        assert engine.runs == []
        assert cursor(app) == "Heat"
        await app.shows(
            "because you gave ★★★★ to [REC]", "From 1 rating, 1 since training · 19 more would help"
        )


async def test_undo_brings_a_rated_movie_back_to_the_list(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("5")
        await app.until(lambda: listed(app)[0] == "Toy Story")
        await app.press("u")
        await app.until(lambda: listed(app)[0] == "The Matrix")


async def test_what_is_hidden_disappears_and_stays_away(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("x")
        await app.until(lambda: "The Matrix" not in listed(app))
        assert stored_entry(MATRIX).not_interested
    async with started(engine) as app:
        await recommended(app)
        assert "The Matrix" not in listed(app)


async def test_a_wanted_movie_goes_to_the_watchlist_and_stays(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("down", "w")
        assert stored_entry(TOY_STORY).watchlist
        await app.shows("Toy Story: on your watchlist")
        assert "Toy Story" in listed(app)


async def test_the_reason_follows_the_cursor(engine: FakeEngine) -> None:
    async with started(with_model(engine), size=(110, 36)) as app:
        await recommended(app)
        await app.press("down", "down")
        await app.shows("[REC] · Horror · 3.0 (64 ratings)")


async def test_with_room_a_pane_tells_about_the_movie_under_the_cursor(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5", size=(120, 36)) as app:
        await recommended(app)
        await app.press("down")
        await app.shows("[REC] (2007)", "All      3.0 from 64", "★★★★★ The Matrix  about +3 points")
        assert "because you gave" not in app.screen()


async def test_the_panel_takes_the_place_of_the_pane(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "5", size=(120, 36)) as app:
        await recommended(app)
        await app.press("f")
        await app.shows("Steer", "because you gave ★★★★★ to The Matrix")
        assert "Everybody's stars" not in app.screen()
        await app.press("f")
        await app.shows("Everybody's stars")


async def test_enter_shows_details(engine: FakeEngine) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("enter")
        await app.shows("The Matrix (1999)", "Movie id 10")


async def test_stars_and_how_sure_they_are_have_columns_once_a_model_predicts_them(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "f3") as app:
        await app.shows("Match  Title")
        assert not {"Pred", "Sure"} & set(app.screen().split())
        engine.go_on.set()
        await app.press("t", "f3")
        await app.shows("Pred", "Sure")


async def test_at_80_columns_the_caption_of_the_first_list_is_whole(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f3") as app:
        await app.shows("From 1 rating · t trains a model for stars: a minute at most\n")
    async with started(engine, "f3", size=(120, 36)) as app:
        await app.shows("╭─ From 1 rating ─", "t trains a model for stars: a minute at most ─")


async def test_a_ranking_that_breaks_ends_in_a_sentence_and_is_tried_again(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Advice:
        raise RuntimeError("the [/b] sky fell")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "advise", broken)
        async with started(with_model(engine), "f3") as app:
            await app.says("the [/b] sky fell")
            await app.uncover()
            await app.shows(
                "Ranking the movies failed: the [/b] sky fell.", "Rate a movie, or train again"
            )
            assert "Ranking your recommendations" not in app.screen()
            patch.undo()
            await app.press("f2", "down", "5")
            await recommended(app)
            assert listed(app)[0] == "Toy Story"


async def test_a_rating_made_elsewhere_is_in_the_list_when_it_is_shown_again(
    engine: FakeEngine,
) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("f2", "down", "5", "f3")
        await app.until(lambda: listed(app)[0] == "Toy Story")


async def test_after_the_panel_was_closed_an_empty_page_still_hears_its_keys(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "f3", "f", "f") as app:
        await app.shows("t trains a model")
        await app.press("t")
        await app.until(lambda: len(engine.runs) == 1)
        await app.press("f3", "down")
        assert cursor(app) == "[REC]"


async def test_half_stars_right_after_a_rating_are_for_the_movie_that_left_the_list(
    engine: FakeEngine,
) -> None:
    async with started(with_model(engine)) as app:
        await recommended(app)
        await app.press("4")
        await app.until(lambda: listed(app)[0] == "Toy Story")
        await app.press("plus", "plus")
        assert stored_stars() == {MATRIX: 5.0}
        await app.press("down", "plus")
        assert stored_stars() == {MATRIX: 5.0, REC: 3.5}


async def test_how_long_training_takes_is_what_the_last_one_took(engine: FakeEngine) -> None:
    engine.let_go()
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: len(app.state.log.runs) == 1)
    engine.kept.clear()
    async with started(engine, "f3") as app:
        await app.shows("t trains a model for stars: about 4 s on this machine")


async def test_a_single_point_is_told_as_one(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    advise = engine.advise

    def with_a_point(*asked: Any) -> Advice:
        advice = advise(*asked)
        first, *others = advice.recommendations
        decade = FactPart("1990 to 1994", "era", 1.2)
        return advice._replace(recommendations=(first._replace(facts=(decade,)), *others))

    monkeypatch.setattr(engine, "advise", with_a_point)
    async with started(engine, "down", "5", "f3") as app:
        await app.shows("and 1990 to 1994 (+1 point)")


async def test_what_adds_no_point_is_no_reason(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    advise = engine.advise

    def with_nothing(*asked: Any) -> Advice:
        advice = advise(*asked)
        first, *others = advice.recommendations
        facts = FactPart("War", "genre", 3.0), FactPart("Drama", "genre", 0.4)
        return advice._replace(recommendations=(first._replace(facts=facts), *others))

    monkeypatch.setattr(engine, "advise", with_nothing)
    async with started(engine, "down", "5", "f3", size=(120, 30)) as app:
        await app.shows("War  +3 points")
        assert "+0 points" not in app.screen()


async def test_a_box_in_the_corner_covers_neither_the_reasons_nor_the_status(
    engine: FakeEngine,
) -> None:
    async with started(with_model(engine), "down", "5") as app:
        await recommended(app)
        app.app.notify("A few words that take a line or two in a box in the corner")
        await app.until(lambda: bool(app.app.screen.query("Toast")))
        box = app.app.screen.query_one("Toast").region
        reasons = app.app.screen.query_one("#reason").region
        assert box.y > 0
        assert box.bottom <= reasons.y
