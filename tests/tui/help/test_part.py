import pytest

from tests.tui.driving import Driver, started, write_settings
from tests.tui.fakes import FakeEngine
from tui.boxes.text import TextScreen

HIGH = (80, 60)


def help_is_shown(app: Driver) -> bool:
    return isinstance(app.app.screen, TextScreen)


@pytest.mark.parametrize(
    ("keys", "says", "key_ids"),
    [
        ((), "Type all or part of a title", ["to-list", "clear-search"]),
        (("down",), "Type all or part of a title", ["stars-1", "undo", "lists", "train", "quit"]),
        (
            ("f3",),
            "The unrated movies that you should like best",
            ["steer", "train", "export"],
        ),
        (("f4",), "trains a model", ["train", "next-model", "pause", "stop"]),
        (("down", "enter"), "All that the data set says about a movie", ["details-back"]),
    ],
    ids=["search", "rate", "for-you", "train", "details"],
)
async def test_f1_explains_the_place_and_lists_its_keys(
    engine: FakeEngine, keys: tuple[str, ...], says: str, key_ids: list[str]
) -> None:
    async with started(engine, *keys, "f1", size=HIGH) as app:
        assert help_is_shown(app)
        await app.tells(says, *key_ids)


async def test_a_key_is_listed_once(engine: FakeEngine) -> None:
    async with started(engine, "f1", size=HIGH) as app:
        await app.tells("to-list")
        assert app.box().count("to-list") == 1


async def test_f1_explains_the_welcome_too(engine: FakeEngine) -> None:
    async with started(engine, "f1", profile=None, size=HIGH) as app:
        assert help_is_shown(app)
        await app.tells("several people can share the computer", "welcome-leave")


@pytest.mark.parametrize("key", ["escape", "q", "f1", "enter"])
async def test_any_usual_key_closes_it_and_the_focus_is_where_it_was(
    engine: FakeEngine, key: str
) -> None:
    async with started(engine, "down", "f1", key) as app:
        assert not help_is_shown(app)
        await app.press("5")
        await app.shows("The Matrix: ★★★★★")


async def test_help_lists_the_keys_a_person_has_made_their_own(engine: FakeEngine) -> None:
    write_settings('[keys]\ntrain = "ctrl+t"\n')
    async with started(engine, "down", "f1", size=HIGH) as app:
        await app.tells("^t Train train")


async def test_about_names_the_terms_of_the_data(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.help.about()
        await app.until(lambda: help_is_shown(app))
        await app.tells("MIT licence", "Harper", "for non-commercial purposes")
