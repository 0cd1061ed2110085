import json

import pytest

from engine.recommend.elicitation import Learned
from tests.tui.driving import Driver, started, stored, stored_stars
from tests.tui.fakes import FakeEngine
from tests.tui.for_you.test_screen import with_model
from tui.questions.screen import QuestionsScreen, in_words
from tui.widgets.movie_table import MovieTable


def asked(app: Driver) -> list[int]:
    return [movie.movie_id for movie in app.app.screen.query_one(MovieTable)._items]


async def questioned(app: Driver) -> list[int]:
    await app.until(lambda: isinstance(app.app.screen, QuestionsScreen) and asked(app) != [])
    return asked(app)


async def test_nine_movies_are_asked_about_and_answers_are_ratings(engine: FakeEngine) -> None:
    async with started(engine, "down", "n") as app:
        first = await questioned(app)
        assert len(first) == 9
        await app.press("5", "v", "down", "2")
        assert stored_stars() == {first[0]: 5.0, first[3]: 2.0}
        await app.shows("not seen", "★★★★★")
        await app.press("u")
        assert stored_stars() == {first[0]: 5.0}


async def test_the_next_nine_are_others_and_what_is_not_seen_never_comes_again(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "n") as app:
        first = await questioned(app)
        await app.press("5", "v", "v", "right")
        await app.until(lambda: asked(app) != first)
        assert not set(asked(app)) & set(first[:3])
        assert first[3] in asked(app)  # skipped, not refused
    with stored() as ann:
        assert json.loads(ann.memory.recall("not seen") or "") == sorted(first[1:3])
    async with started(engine, "down", "n") as app:
        assert not set(await questioned(app)) & set(first[:3])


async def test_without_a_model_it_says_how_the_movies_were_chosen(engine: FakeEngine) -> None:
    async with started(engine, "down", "n") as app:
        await questioned(app)
        await app.tells(
            "Without a model these are well-known movies of many kinds. t trains a model."
        )
        await app.press("escape")
        assert app.said() == []


async def test_with_a_model_it_says_how_sure_it_is_and_when_to_stop(
    engine: FakeEngine,
) -> None:
    async with started(with_model(engine), "down", "n") as app:
        await questioned(app)
        await app.tells("Predictions now within ±0.60 stars; ±0.60 without your ratings.")
        assert "hardly help" not in app.box()
        await app.press(*"5555", "right")
        await app.tells(
            "within ±0.40 stars; ±0.60 without your ratings. More answers would hardly help."
        )


async def test_at_the_end_it_says_what_was_learned(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "n") as app:
        await questioned(app)
        await app.press("5", "4", "escape")
        await app.says(
            "You like Sci-Fi more than most people do, and War less. "
            "Predictions now within ±0.50 stars (were ±0.60)."
        )


async def test_whoever_leaves_by_the_search_hears_it_too(engine: FakeEngine) -> None:
    async with started(with_model(engine), "down", "n") as app:
        await questioned(app)
        await app.press("5", "4", "slash")
        await app.says("You like Sci-Fi more than most people do")


@pytest.mark.parametrize(
    ("above", "below", "taste"),
    [
        (("Drama",), (), "You like Drama more than most people do. "),
        ((), ("War", "Horror"), "You like War and Horror less than most people do. "),
        ((), (), "So far your taste is much like most people's. "),
    ],
)
def test_what_was_learned_is_told_in_words(
    above: tuple[str, ...], below: tuple[str, ...], taste: str
) -> None:
    told = in_words(Learned(above, below, 0.56), 0.44)
    assert told == f"{taste}Predictions now within ±0.44 stars (were ±0.56)."


async def test_when_all_is_asked_it_says_so(engine: FakeEngine) -> None:
    async with started(engine, "down", "n") as app:
        await questioned(app)
        for _ in range(4):
            before = asked(app)
            await app.press(*"v" * 9, "right")
            await app.until(lambda before=before: asked(app) != before)  # type: ignore[misc]
        await app.tells("There is nothing more to ask.")
        await app.press("v", "5", "s")


async def test_questions_that_cannot_be_chosen_end_in_a_sentence(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the [/b] sky fell")

    monkeypatch.setattr(engine, "questions", broken)
    async with started(engine, "down", "n") as app:
        await app.tells("Choosing questions failed: the [/b] sky fell.")


async def test_a_remembered_text_that_is_damaged_hides_nothing(engine: FakeEngine) -> None:
    for text in ("[", "7", '["a"]', "{}"):
        with stored() as ann:
            ann.memory.remember("not seen", text)
        async with started(engine, "down", "n") as app:
            assert len(await questioned(app)) == 9


async def test_a_model_that_is_on_its_way_is_not_denied(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        app.state.awaits_model = True  # kept, and still being read
        await app.press("n")
        await questioned(app)
        await app.tells("until the model is read: then → asks by it.")
        await app.press("escape")
        app.state.awaits_model = False
        await app.press("t", "f2", "n")
        await questioned(app)
        await app.tells("until the model is trained: then → asks by it.")
