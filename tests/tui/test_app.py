import asyncio
import sqlite3
import threading
from collections.abc import Sequence

import pytest

from engine import paths
from engine.personal import ModelReady
from engine.profile import Entry
from engine.recommend import Advice
from engine.tables import DatasetError
from tests.tui.driving import started, stored_stars, write_settings
from tests.tui.fakes import PATIENCE, FakeJobs
from tui.screens.rate import SearchBox

MATRIX, ZODIAC = 10, 340


# Places, keys, themes


async def test_function_keys_go_from_any_place_to_any_other(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        for key, place in ("f3", "[F3 For you]"), ("f4", "[F4 Train]"), ("f2", "[F2 Rate]"):
            await app.press(key)
            await app.shows(place)


async def test_a_place_is_left_as_it_was_and_found_so_again(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        await app.type("fargo")
        await app.press("f4", "f2")
        await app.shows("for “fargo”")
        assert isinstance(app.app.focused, SearchBox)


async def test_places_are_a_click_away(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        await app.pilot.click("NavigationBar", offset=(app.screen().index("For you"), 0))
        await app.shows("[F3 For you]")


async def test_the_palette_trains(jobs: FakeJobs) -> None:
    async with started(jobs, "ctrl+p") as app:
        await app.type("train")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.until(lambda: jobs.runs != [])


async def test_the_palette_offers_what_has_no_key(jobs: FakeJobs) -> None:
    async with started(jobs, "ctrl+p", size=(80, 60)) as app:
        await app.shows("Export recommendations", "Export ratings", "Another profile", "About")
        await app.shows("Fetch ml-latest-small", "Use the bundled movies")


async def test_a_theme_is_remembered(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        app.app.theme = "textual-light"
        await app.pilot.pause()
    async with started(jobs) as app:
        assert app.app.theme == "textual-light"


@pytest.mark.parametrize("theme", ["no-such-theme", "[b]"])
async def test_a_theme_that_there_is_not_is_passed_over(jobs: FakeJobs, theme: str) -> None:
    write_settings(f'theme = "{theme}"\n')
    async with started(jobs) as app:
        assert app.app.theme == "textual-dark"


async def test_a_person_s_own_key_takes_the_place_of_the_usual_one(jobs: FakeJobs) -> None:
    write_settings('[keys]\ntrain = "ctrl+t"\n')
    async with started(jobs, "down", "t") as app:
        assert jobs.runs == []
        await app.press("ctrl+t")
        await app.until(lambda: len(jobs.runs) == 1)


@pytest.mark.parametrize("key", ["", "no such key", "1"])
async def test_odd_keys_in_the_settings_break_nothing(jobs: FakeJobs, key: str) -> None:
    write_settings(f'[keys]\ntrain = "{key}"\nno-such-id = "t"\n')
    async with started(jobs, "down", "2") as app:
        await app.shows("The Matrix: ★★")


async def test_settings_that_cannot_be_read_are_told(jobs: FakeJobs) -> None:
    write_settings("theme = ")
    async with started(jobs) as app:
        await app.says("the settings cannot be read")


async def test_settings_that_cannot_be_written_are_told(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        paths.settings_file().parent.write_text("a file where the folder should be")
        app.app.theme = "nord"
        await app.pilot.pause()
        assert any("the settings cannot be written" in said for said in app.said())


# Sizes


@pytest.mark.parametrize("keys", [(), ("f3",), ("f4",), ("down", "enter"), ("down", "f1")])
async def test_sixty_by_twenty_is_enough(jobs: FakeJobs, keys: tuple[str, ...]) -> None:
    jobs.kept = {"ann": 0}
    async with started(jobs, *keys, size=(60, 20)) as app:
        assert "too small" not in app.screen()
        assert all(len(line) <= 60 for line in app.screen().splitlines())


@pytest.mark.parametrize("size", [(59, 20), (60, 19), (30, 8), (1, 1)])
async def test_a_smaller_screen_says_so_and_still_works(
    jobs: FakeJobs, size: tuple[int, int]
) -> None:
    async with started(jobs, "f3", "f4", "f2", "down", "5", size=size) as app:
        if size[0] > 20:
            await app.shows(f"{size[0]}x{size[1]}: too small")
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_screen_that_grows_says_who_and_what_again(jobs: FakeJobs) -> None:
    async with started(jobs, size=(50, 15)) as app:
        await app.pilot.resize_terminal(100, 30)
        await app.shows("ann: 0 rated · films", "Genres")


# Data sets


async def test_a_data_set_that_cannot_be_opened_gives_way_to_the_bundled_one(
    jobs: FakeJobs,
) -> None:
    async with started(jobs, dataset="/no/such/[folder]") as app:
        await app.says("/no/such/[folder]: there is no such folder.")
        await app.shows("The Matrix", "films")


async def test_without_any_movies_the_app_says_so_and_goes_on(jobs: FakeJobs) -> None:
    del jobs.opened[None]
    async with started(jobs) as app:
        await app.shows("no movies could be read")
        await app.type("heat")
        await app.press("enter", "5", "t", "f3", "f4", "t")
        assert jobs.runs == []


async def test_a_data_set_chosen_once_is_used_at_the_next_start(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        app.app.action_open_dataset("tiny")
        await app.until(lambda: app.state.opened is jobs.opened["tiny"])
        await app.shows("Nobody's Movie")
    write_settings(paths.settings_file().read_text().replace(_absolute("tiny"), "tiny"))
    async with started(jobs) as app:
        assert app.state.opened is jobs.opened["tiny"]


def _absolute(choice: str) -> str:
    from engine.sources import lasting

    return lasting(choice)


async def test_a_fetch_that_fails_is_told_and_the_movies_at_hand_stay(jobs: FakeJobs) -> None:
    jobs.fetch_trouble = DatasetError("The network [b] is down. Try again later.")
    async with started(jobs) as app:
        app.app.action_fetch("ml-latest-small")
        await app.shows("Fetching: 0.3 of 1.0 MB")
        jobs.fetching.set()
        await app.says("The network [b] is down. Try again later.")
        await app.shows("ann: 0 rated · films")
        assert app.state.opened is jobs.opened["bundled"]


async def test_a_fetch_goes_on_while_movies_are_rated(jobs: FakeJobs) -> None:
    async with started(jobs, "down") as app:
        app.app.action_fetch("ml-latest-small")
        await app.shows("Fetching: 0.3")
        await app.press("5")
        assert stored_stars() == {MATRIX: 5.0}


async def test_undo_names_a_movie_that_this_data_set_lacks_by_its_id(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        await app.type("zodiac")
        await app.press("enter", "5")
        assert stored_stars() == {ZODIAC: 5.0}
        app.app.action_open_dataset("tiny")
        await app.until(lambda: app.state.opened is jobs.opened["tiny"])
        await app.press("u")
        await app.shows("Undone: movie 340")
        assert stored_stars() == {}


# What goes wrong


async def test_profiles_that_cannot_be_opened_are_told(jobs: FakeJobs) -> None:
    paths.data_folder().mkdir(parents=True)
    paths.profiles_file().write_bytes(b"this is no database" * 100)
    async with started(jobs) as app:
        await app.tells("The file", "profiles.sqlite3 is damaged or holds no profiles")
        await app.press("escape", "down", "5")
        await app.says("There is no profile to save this in")
        assert paths.profiles_file().read_bytes() == b"this is no database" * 100


async def test_a_rating_that_cannot_be_saved_is_told_and_not_shown(jobs: FakeJobs) -> None:
    async with started(jobs, "down") as app:
        drop_ratings()
        await app.press("5", "w")
        await app.says("profiles.sqlite3")
        assert "★★★★★" not in app.screen()
        assert "Traceback" not in app.screen()


@pytest.mark.xfail(strict=True, reason="reading the ratings again is not guarded")
async def test_ratings_that_cannot_be_read_again_are_told(jobs: FakeJobs) -> None:
    async with started(jobs, "down") as app:
        drop_ratings()
        await app.press("u")
        assert any("profiles.sqlite3" in said for said in app.said())


def drop_ratings() -> None:
    """What a damaged disk may do."""
    with sqlite3.connect(paths.profiles_file()) as file:
        file.execute("DROP TABLE entry")


async def test_work_that_breaks_is_a_sentence_and_its_traceback_is_in_the_log(
    jobs: FakeJobs,
) -> None:
    def broken(_choice: str | None) -> None:
        raise RuntimeError("the [/b] sky fell")

    async with started(jobs, "down") as app:
        jobs.open_dataset = broken  # type: ignore[method-assign, assignment]
        app.app.action_open_dataset("tiny")
        await app.says("the [/b] sky fell")
        assert "Traceback" in paths.log_file().read_text(encoding="utf-8")
        await app.press("5")
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_notice_goes_by_itself(jobs: FakeJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.background.NOTICE_SECONDS", 0.05)
    async with started(jobs, "down", "5") as app:
        await app.shows("ann: 1 rated")


@pytest.mark.xfail(strict=True, reason="the answer that comes last counts")
async def test_recommendations_for_ratings_of_before_do_not_replace_those_for_now(
    jobs: FakeJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.kept = {"ann": 0}
    late, advise = threading.Event(), jobs.advise

    def slow_at_first(model: ModelReady, entries: Sequence[Entry]) -> Advice:
        if len(entries) == 1:
            late.wait(PATIENCE)
        return advise(model, entries)

    monkeypatch.setattr(jobs, "advise", slow_at_first)
    async with started(jobs) as app:
        await app.until(lambda: app.state.advice is not None)
        await app.pilot.press("down", *"54")
        await app.until(lambda: app.state.advice is not None and app.state.advice.ratings == 2)
        late.set()
        await app.until(lambda: len(jobs.advised) == 3)
        await app.pilot.pause()
        assert app.state.advice is not None
        assert app.state.advice.ratings == 2


# Quitting


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",)], ids="+".join)
async def test_quit_ends(jobs: FakeJobs, keys: tuple[str, ...]) -> None:
    async with started(jobs, "down") as app:
        await app.pilot.press(*keys)
        await app.pilot.pause(0.2)
        assert not app.app.is_running


async def over(jobs: FakeJobs) -> None:
    """Wait for the thread of a run or a download to end."""
    for _ in range(int(PATIENCE / 0.01)):
        if jobs.ended:
            break
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("keys", [(), ("p",)], ids=["running", "paused"])
async def test_quit_during_a_run_stops_it(jobs: FakeJobs, keys: tuple[str, ...]) -> None:
    async with started(jobs, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press(*keys, "f2", "q")
        assert not app.app.is_running
    await over(jobs)
    assert jobs.ended == ["stopped"]
    assert stored_stars() == {MATRIX: 5.0}


async def test_q_on_the_train_place_quits_too(jobs: FakeJobs) -> None:
    async with started(jobs, "f4", "q") as app:
        await app.until(lambda: not app.app.is_running)


async def test_quit_during_a_fetch_stops_it(jobs: FakeJobs) -> None:
    async with started(jobs) as app:
        app.app.action_fetch("ml-latest-small")
        await app.shows("Fetching: 0.3")
        await app.press("down", "q")
    await over(jobs)
    assert jobs.ended == ["stopped"]
