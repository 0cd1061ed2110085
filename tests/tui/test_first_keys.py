"""From a fresh home to what one came for, in few keys: more would be a step nobody needs."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.widgets.movie_table import MovieTable

NAME = "ann"
RATINGS = """Date,Name,Year,Letterboxd URI,Rating
2021-03-04,The Matrix,1999,,4.5
2021-03-04,Toy Story,1995,,3
"""


@pytest.fixture(autouse=True)
def persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person whose login is ann, with an export of Letterboxd among the downloads."""
    downloads = tmp_path / "home" / "Downloads"
    downloads.mkdir(parents=True)
    with ZipFile(downloads / "letterboxd-ann.zip", "w") as bundle:
        bundle.writestr("ratings.csv", RATINGS)
    monkeypatch.setattr(Path, "home", lambda: downloads.parent)
    monkeypatch.setattr("getpass.getuser", lambda: NAME)
    return downloads.parent


async def test_the_first_rating_takes_three_keys(engine: FakeEngine) -> None:
    async with started(engine, "enter", "down", "5", profile=None) as app:
        await app.until(lambda: app.state.rating_count == 1)
        assert stored_stars() == {10: 5.0}


async def test_the_first_recommendation_takes_four_keys(engine: FakeEngine) -> None:
    async with started(engine, "enter", "down", "5", "f3", profile=None) as app:
        await app.until(lambda: app.state.advice is not None and app.state.advice.ratings == 1)
        await app.shows("▌F3 For you▐", "From 1 rating")
        first = app.app.screen.query_one(MovieTable).current
        assert first is not None
        assert first.movie.movie_id not in stored_stars()
        assert first.movie.title in app.screen()
        assert engine.runs == []  # nothing was trained for it


async def test_an_export_takes_two_keys(engine: FakeEngine, persons_home: Path) -> None:
    engine.kept = {NAME: 0}
    async with started(engine, "enter", "down", "5", profile=None) as app:
        await app.until(lambda: app.state.advice is not None)
        await app.press("e", "enter")
        written = persons_home / "movierec-recommendations.csv"
        assert "Toy Story" in written.read_text(encoding="utf-8")


async def test_an_import_takes_six_keys_at_most(engine: FakeEngine) -> None:
    async with started(engine, "enter", "down", "i", profile=None) as app:
        await app.shows("letterboxd-ann.zip")
        await app.press("down", "enter")
        await app.until(lambda: "i imports" in app.screen())
        await app.press("i")
        await app.until(lambda: app.state.rating_count == 2)
