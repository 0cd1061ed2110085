import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine

IMDB = "https://www.imdb.com/title/tt0133093/"


@pytest.mark.parametrize("keys", [("down",), ("down", "enter")], ids=["list", "details"])
async def test_o_opens_the_page_of_a_movie_and_y_copies_its_title_and_link(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with started(engine, *keys) as app:
        opened: list[str] = []
        monkeypatch.setattr(app.app, "open_url", opened.append)
        await app.press("o", "y")
        assert opened == [IMDB]
        assert app.app.clipboard == f"The Matrix (1999) {IMDB}"


async def test_a_movie_without_links_has_its_page_on_movielens(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(engine, "down", "down") as app:
        opened: list[str] = []
        monkeypatch.setattr(app.app, "open_url", opened.append)
        await app.press("o")
        await app.shows("Opened in the browser: https://movielens.org/movies/20")
        await app.press("y")
        await app.shows("Copied: Toy Story (1995) and its link")
