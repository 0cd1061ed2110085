import csv
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.driving import Driver, started
from tests.tui.fakes import FakeEngine
from tui.exports.screen import ExportScreen


@pytest.fixture(autouse=True)
def user_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the export proposes to write."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


async def asks(app: Driver) -> None:
    """Press e in For you, once there are recommendations."""
    await app.until(lambda: app.state.advice is not None)
    await app.press("f3", "e")
    assert isinstance(app.app.screen, ExportScreen)


def path_box(app: Driver) -> Input:
    return app.app.screen.query_one("#path", Input)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ready(engine: FakeEngine) -> FakeEngine:
    engine.kept = {"ann": 0}
    return engine


async def test_enter_writes_where_it_proposes_and_says_where(
    ready: FakeEngine, user_home: Path
) -> None:
    async with started(ready, "down", "5") as app:
        await asks(app)
        await app.press("enter")
        written = user_home / "movierec-recommendations.csv"
        await app.says(f"Written {written}")
        first, second, *_ = rows(written)
        assert first["title"] == "Toy Story"
        assert second["title"] == "[REC]"
        assert second["because"] == "The Matrix (1999)"


async def test_the_ratings_are_exported_by_a_command(engine: FakeEngine, user_home: Path) -> None:
    async with started(engine, "down", "down", "down", "4") as app:
        app.parts.exports.ratings()
        await app.pilot.pause()
        await app.press("enter")
        await app.says("movierec-ratings.csv")
        (row,) = rows(user_home / "movierec-ratings.csv")
        assert (row["title"], row["rating"]) == ("[REC]", "4.0")


async def test_a_file_that_exists_is_overwritten_only_when_asked_again(
    ready: FakeEngine, user_home: Path
) -> None:
    target = user_home / "movierec-recommendations.csv"
    target.write_text("mine", encoding="utf-8")
    async with started(ready) as app:
        await asks(app)
        await app.press("enter")
        await app.tells("Press Enter again to overwrite it")
        assert target.read_text(encoding="utf-8") == "mine"
        await app.press("enter")
        await app.says("Written")
        assert rows(target)


async def test_consent_to_overwrite_holds_for_that_file_only(
    ready: FakeEngine, user_home: Path
) -> None:
    for name in ("movierec-recommendations.csv", "other.csv"):
        (user_home / name).write_text("mine", encoding="utf-8")
    async with started(ready) as app:
        await asks(app)
        await app.press("enter")
        path_box(app).value = str(user_home / "other.csv")
        await app.press("enter")
        await app.tells("Press Enter again")
        assert (user_home / "other.csv").read_text(encoding="utf-8") == "mine"


async def test_a_folder_that_is_not_there_is_told_and_what_was_typed_stays(
    ready: FakeEngine, user_home: Path
) -> None:
    async with started(ready) as app:
        await asks(app)
        typed = str(user_home / "nowhere" / "list[1].csv")
        path_box(app).value = typed
        await app.press("enter")
        await app.tells("there is no such folder")
        assert path_box(app).value == typed
        (user_home / "nowhere").mkdir()
        await app.press("enter")
        await app.says("list[1].csv")


async def test_a_folder_is_no_file(ready: FakeEngine, user_home: Path) -> None:
    async with started(ready) as app:
        await asks(app)
        path_box(app).value = str(user_home)
        await app.press("enter")
        await app.tells("is a folder")


@pytest.mark.parametrize("typed", ["", "  "])
async def test_nothing_typed_is_told(ready: FakeEngine, typed: str) -> None:
    async with started(ready) as app:
        await asks(app)
        path_box(app).value = typed
        await app.press("enter")
        await app.tells("Type the name of a file.")


async def test_escape_and_back_write_nothing(ready: FakeEngine, user_home: Path) -> None:
    async with started(ready) as app:
        await asks(app)
        await app.press("escape")
        await asks(app)
        await app.click("#back")
        assert not isinstance(app.app.screen, ExportScreen)
        assert list(user_home.glob("*.csv")) == []


async def test_without_recommendations_it_says_what_to_do(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        app.state.advice = None
        await app.press("e")
        await app.shows("There are no recommendations yet")


@pytest.mark.parametrize(
    ("layout", "name", "held"),
    [
        ("own", "movierec-ratings.csv", "10,The Matrix,1999"),
        ("letterboxd", "movierec-ratings-letterboxd.csv", "tmdbID,imdbID,Title,Year,Rating10"),
        ("imdb", "movierec-ratings-imdb.csv", "Const,Your Rating"),
        ("json", "movierec-ratings.json", '"title": "The Matrix"'),
    ],
)
async def test_the_ratings_are_exported_as_others_have_them(
    engine: FakeEngine, user_home: Path, layout: str, name: str, held: str
) -> None:
    async with started(engine, "down", "5") as app:
        await app.app.run_action(f"do('exports', 'ratings', '{layout}')")
        await app.press("enter")
        await app.says(name)
    assert held in (user_home / name).read_text(encoding="utf-8")


async def test_the_watchlist_is_exported(engine: FakeEngine, user_home: Path) -> None:
    async with started(engine, "down", "w") as app:
        await app.app.run_action("do('exports', 'watchlist')")
        await app.press("enter")
        await app.says("movierec-watchlist.csv")
    assert ",yes," in (user_home / "movierec-watchlist.csv").read_text(encoding="utf-8")


async def test_the_recommendations_are_exported_as_a_list_for_letterboxd(
    ready: FakeEngine, user_home: Path
) -> None:
    async with started(ready, "down", "5") as app:
        await app.until(lambda: app.state.advice is not None)
        await app.app.run_action("do('exports', 'picks')")
        await app.press("enter")
        await app.says("movierec-recommendations-letterboxd.csv")
    first, *_ = rows(user_home / "movierec-recommendations-letterboxd.csv")
    assert (first["Title"], first["Rating10"]) == ("Toy Story", "")
