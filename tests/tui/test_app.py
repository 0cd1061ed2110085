import sqlite3
from pathlib import Path

import pytest

import tui
from engine.files import paths
from tests.tui.driving import started, write_settings
from tests.tui.fakes import FakeEngine
from tui.rate.search_box import SearchBox
from tui.state.run_log import Phase

MATRIX = 10


async def test_function_keys_go_from_any_place_to_any_other(engine: FakeEngine) -> None:
    async with started(engine) as app:
        for key, place in ("f3", "▌F3 For you▐"), ("f4", "▌F4 Train▐"), ("f2", "▌F2 Rate▐"):
            await app.press(key)
            await app.shows(place)


async def test_a_place_is_left_as_it_was_and_found_so_again(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("fargo")
        await app.press("f4", "f2")
        await app.shows("for “fargo”")
        assert isinstance(app.app.focused, SearchBox)


async def test_the_styles_that_the_first_frame_does_not_need_are_read_after_it(
    engine: FakeEngine,
) -> None:
    folders = {str(file) for file in Path(tui.__file__).parent.glob("*/style.tcss")}
    async with started(engine) as app:
        assert folders <= {path for path, _ in app.app.stylesheet.source}


async def test_places_are_a_click_away(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.pilot.click("NavigationBar", offset=(app.screen().index("For you"), 0))
        await app.shows("▌F3 For you▐")


async def test_a_theme_is_remembered(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.app.theme = "textual-light"
        await app.pilot.pause()
    async with started(engine) as app:
        assert app.app.theme == "textual-light"


async def test_every_place_is_in_the_colours_of_the_theme_whenever_it_changed(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await app.press("f4", "f2")  # Train was seen before the change, the others were not
        app.app.theme = "textual-light"
        light = app.app.current_theme.background
        for key in ("f2", "f3", "f4", "f5"):
            await app.press(key)
            assert app.app.screen.styles.background.hex == light, key


@pytest.mark.parametrize("theme", ["no-such-theme", "[b]"])
async def test_a_theme_that_there_is_not_is_passed_over(engine: FakeEngine, theme: str) -> None:
    write_settings(f'theme = "{theme}"\n')
    async with started(engine) as app:
        assert app.app.theme == "movierec"


async def test_a_person_s_own_key_takes_the_place_of_the_usual_one(engine: FakeEngine) -> None:
    write_settings('[keys]\ntrain = "ctrl+t"\n')
    async with started(engine, "down", "t") as app:
        assert app.state.log.phase is Phase.IDLE
        await app.press("ctrl+t")
        await app.until(lambda: len(engine.runs) == 1)


async def test_a_person_s_own_key_for_the_search_is_heard_while_they_type(
    engine: FakeEngine,
) -> None:
    write_settings('[keys]\nsearch = "ctrl+f"\nask-in-words = "ctrl+g"\n')
    async with started(engine, *"heat", "ctrl+f", *"alien") as app:
        assert app.app.screen.query_one("#search", SearchBox).value == "alien"
        await app.press("f3", "ctrl+g", *"some", "slash", "ctrl+g")
        assert app.app.current_mode == "for_you"
        assert "some/" in app.screen()


@pytest.mark.parametrize("key", ["", "no such key", "1"])
async def test_odd_keys_in_the_settings_break_nothing(engine: FakeEngine, key: str) -> None:
    write_settings(f'[keys]\ntrain = "{key}"\nno-such-id = "t"\n')
    async with started(engine, "down", "2") as app:
        await app.shows("The Matrix: ★★")


async def test_settings_that_cannot_be_read_are_told(engine: FakeEngine) -> None:
    write_settings("theme = ")
    async with started(engine) as app:
        await app.says("the settings cannot be read")


async def test_settings_that_cannot_be_written_are_told(engine: FakeEngine) -> None:
    async with started(engine) as app:
        paths.settings_file().parent.write_text("a file where the folder should be")
        app.app.theme = "nord"
        await app.pilot.pause()
        assert any("the settings cannot be written" in said for said in app.said())


# Profiles that cannot be used


async def test_the_path_of_profiles_that_cannot_be_opened_is_no_markup(
    engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", str(tmp_path / "*my* [b]home `1`"))
    paths.profiles_file().mkdir(parents=True)
    async with started(engine, size=(200, 24)) as app:
        await app.tells("*my* [b]home `1`")


async def test_profiles_that_cannot_be_opened_are_told(engine: FakeEngine) -> None:
    paths.profiles_file().mkdir(parents=True)
    async with started(engine) as app:
        await app.tells("profiles.sqlite3 cannot be written, so nothing was saved")
        await app.press("escape", "down", "5")
        await app.says("There is no profile yet")


async def test_a_damaged_file_that_was_read_back_is_told(engine: FakeEngine) -> None:
    paths.data_folder().mkdir(parents=True)
    paths.profiles_file().write_bytes(b"this is no database" * 100)
    async with started(engine) as app:
        await app.tells("profiles.sqlite3 was damaged: 0 ratings were read back")
        await app.press("escape", "down", "5")
        await app.until(lambda: app.app.state.rating_count == 1)


async def test_without_a_profile_training_and_export_say_how_to_get_one(
    engine: FakeEngine,
) -> None:
    paths.profiles_file().mkdir(parents=True)
    async with started(engine) as app:
        await app.press("escape", "down", "t")
        await app.shows("There is no profile yet: Ctrl+P, then Profiles, makes one")
        assert engine.runs == []
        app.app.ui.notice("")
        app.parts.exports.ratings()
        await app.shows("There is no profile yet: Ctrl+P, then Profiles, makes one")
        paths.profiles_file().rmdir()
        await app.press("P", "a", *"ann", "enter", "enter", "t")
        await app.until(lambda: len(engine.runs) == 1)


async def test_a_rating_that_cannot_be_saved_is_told_and_not_shown(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        drop_ratings()
        await app.press("5", "w")
        await app.says("Not saved: The Matrix: ★★★★★. The file")
        assert "★★★★★  The Matrix" not in app.screen()
        assert "Traceback" not in app.screen()


async def test_ratings_that_cannot_be_read_again_are_told(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        drop_ratings()
        await app.press("u")
        assert any("profiles.sqlite3" in said for said in app.said())


def drop_ratings() -> None:
    """What a damaged disk may do."""
    with sqlite3.connect(paths.profiles_file()) as file:
        file.execute("DROP TABLE entry")


async def test_the_screen_is_painted_again_when_the_process_continues(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(engine, "f3") as app:
        painted: list[object] = []
        monkeypatch.setattr(
            app.app, "_display", lambda _screen, update: painted.append(type(update).__name__)
        )
        app.app._resume_signal()
        await app.until(lambda: "LayoutUpdate" in painted)
