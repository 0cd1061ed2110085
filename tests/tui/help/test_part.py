import pytest
from textual.widgets import Input

from tests.tui.driving import Driver, started, write_settings
from tests.tui.fakes import FakeEngine
from tui.boxes.text import TextScreen
from tui.help.screen import HelpScreen

HIGH = (80, 80)


def help_is_shown(app: Driver) -> bool:
    return isinstance(app.app.screen, HelpScreen | TextScreen)


@pytest.mark.parametrize(
    ("keys", "says", "key_ids"),
    [
        ((), "Type all or part of a title", ["To the list", "Clear"]),
        (
            ("down",),
            "Type all or part of a title",
            ["12345 Stars", "u Undo", "m Lists", "t Train", "q Quit"],
        ),
        (
            ("f3",),
            "The unrated movies that you should like best",
            ["f Steer", "t Train", "e Export"],
        ),
        (("f4",), "trains a model", ["t Start", "m Model", "p Pause / Resume", "s Stop"]),
        (("down", "enter"), "All that the data set says about a movie", ["Esc Back", "o Page"]),
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
        await app.tells("To the list")
        assert app.box().count("To the list") == 1


async def test_a_key_that_stands_with_others_is_not_listed_again(engine: FakeEngine) -> None:
    async with started(engine, "down", "f1", size=HIGH) as app:
        await app.tells("12345 Stars", "+- Half")
        assert "Two stars" not in app.box()
        assert "Half a star less" not in app.box()


async def test_nor_is_another_key_for_the_same(engine: FakeEngine) -> None:
    async with started(engine, "5", "f3", "f", "f1", size=HIGH) as app:
        await app.tells("←→ Change")
        assert "More" not in app.box()


async def test_f1_explains_the_welcome_too(engine: FakeEngine) -> None:
    async with started(engine, "f1", profile=None, size=HIGH) as app:
        assert help_is_shown(app)
        await app.tells("several people can share the computer", "Esc Start")


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
        await app.tells("^t Train")


async def test_about_names_the_terms_of_the_data(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.help.about()
        await app.until(lambda: help_is_shown(app))
        await app.tells("MIT licence", "Harper", "for non-commercial purposes")


async def test_help_begins_with_the_keys_and_finds_the_one_that_is_wanted(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "question_mark", size=HIGH) as app:
        await app.until(lambda: app.box().find("12345 Stars") >= 0)
        assert app.box().index("12345 Stars") < app.box().index("Type all or part")
        assert "stars-1" not in app.box()
        await app.press("slash", *"impor")
        await app.tells("Everywhere i Import")
        assert "12345 Stars" not in app.box()
        await app.press("escape")
        await app.tells("12345 Stars")
        await app.press("escape")
        assert not help_is_shown(app)


async def test_letters_filter_the_keys_at_once_and_arrows_still_scroll(engine: FakeEngine) -> None:
    async with started(engine, "down", "question_mark") as app:
        await app.press_at_once(*"train")
        await app.tells("Everywhere t Train")
        assert app.app.screen.query_one(Input).value == "train"
        await app.press("escape")
        await app.tells("12345 Stars")
        await app.press("down")
        await app.until(lambda: app.app.screen.query_one("#box").scroll_y > 0)
        await app.press(*"sq")
        assert app.app.screen.query_one(Input).value == "sq"
