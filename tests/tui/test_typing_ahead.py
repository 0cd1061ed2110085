"""What is typed right after a key that leads to a box goes into the box, however fast it comes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from engine.files import paths
from engine.profile.store import ProfileStore
from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import FakeEngine

EXPORT = "Date,Name,Year,Letterboxd URI,Rating\n2021-03-04,[b]Unheard Of,,https://boxd.it/3,3\n"
TYPED = "q1u/h"  # each but the h is a key of some list


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person's home, with an export among the downloads."""
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    (folder / "ratings.csv").write_text(EXPORT, encoding="utf-8")
    monkeypatch.setattr(Path, "home", lambda: folder.parent)


def boxes(app: Driver) -> list[str]:
    return [box.value for box in app.app.screen.query(Input) if box.has_focus]


@pytest.mark.parametrize(
    "keys",
    [
        ("down",),
        ("f3",),
        ("f4",),
        ("f5",),
        ("down", "5", "f3"),
        ("down", "n"),
        ("down", "s", "s"),
        ("down", "i"),
        ("down", "5", "f3", "f", *"jjjj", "enter"),
        ("down", "question_mark"),
    ],
    ids=[
        "a list",
        "For you, which is empty",
        "Train",
        "Taste",
        "For you",
        "questions",
        "similar ones, over others",
        "picking a file",
        "choosing names",
        "help",
    ],
)
async def test_what_follows_a_slash_at_once_is_typed(
    engine: FakeEngine, keys: Sequence[str]
) -> None:
    async with started(engine, *keys) as app:
        await app.press_at_once("slash", *TYPED)
        assert boxes(app) == [TYPED]


async def test_so_it_is_where_a_movie_is_matched_by_hand(engine: FakeEngine) -> None:
    async with started(engine, "down", "i") as app:
        await app.shows("ratings.csv")
        await app.press("down", "enter")
        await app.shows("Import from")
        await app.press("enter")
        await app.shows("Which movie")
        await app.press("down")
        await app.press_at_once("slash", *TYPED)
        assert boxes(app) == [TYPED]


async def test_escape_in_the_list_of_rate_leads_to_the_search_box_as_fast(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down") as app:
        await app.press_at_once("escape", *TYPED)
        assert boxes(app) == [TYPED]


@pytest.mark.parametrize("key", ["slash", "escape"])
async def test_a_rating_right_before_it_is_kept(engine: FakeEngine, key: str) -> None:
    async with started(engine, "down") as app:
        await app.press_at_once("5", "4", key, *TYPED)
        await app.until(lambda: boxes(app) == [TYPED])
        await app.until(lambda: stored_stars() == {10: 5.0, 20: 4.0})


async def test_keys_and_a_name_in_one_burst_make_a_profile(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press_at_once("P", "a", *"dexter", "enter", "escape", "5")
        await app.until(lambda: app.state.rating_count == 1)
        with ProfileStore(paths.profiles_file()) as store:
            assert {person.name for person in store.people()} == {"ann", "dexter"}


async def test_a_path_in_one_burst_with_the_key_that_asks_for_it_is_typed(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down") as app:
        await app.press_at_once("i", "slash", *"home/q")
        await app.until(lambda: boxes(app) == ["home/q"])


async def test_a_number_in_one_burst_with_the_key_that_asks_for_it_is_typed(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "5", "f3", "f") as app:
        await app.press_at_once("j", "j", "enter", *"1990", "enter", "escape")
        await app.until(lambda: app.state.wish.steering.first_year == 1990)


async def test_keys_after_the_key_of_another_place_act_there(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f3", "f2") as app:
        await app.press_at_once("f3", "down", "4")
        await app.until(lambda: app.state.rating_count == 2)
        assert stored_stars() == {10: 5.0, 30: 4.0}
