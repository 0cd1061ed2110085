"""The pane beside a list."""

import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.movies import pane


async def test_it_follows_the_cursor_and_the_stars_that_are_given(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(120, 36)) as app:
        await app.shows("─ The Matrix (1999) ─", "Action, Sci-Fi", "You      not rated")
        await app.press("down")
        await app.shows("─ Toy Story (1995) ─")
        await app.press("4", "plus", "up")
        await app.shows("─ Toy Story (1995) ─", "You      ★★★★½")


async def test_a_title_that_looks_like_markup_is_text(engine: FakeEngine) -> None:
    async with started(engine, "slash", *"link", "down", size=(120, 36)) as app:
        await app.shows("─ [/b] [link=nowhere] (2012) ─")


async def test_a_small_screen_has_a_line_instead(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.shows("The Matrix (1999) · Action, Sci-Fi · 2.5 from 68")
        assert "Everybody's stars" not in app.screen()


async def test_of_nothing_it_tells_nothing(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(120, 36)) as app:
        await app.shows("Everybody's stars")
        await app.press("slash", *"zzzzzz")
        await app.shows("No title is like")
        assert "Everybody's stars" not in app.screen()


async def test_a_tall_pane_names_similar_movies_when_the_cursor_rests(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(200, 50)) as app:
        await app.shows("─ The Matrix (1999) ─", "Similar", "Aliens (1986)")


async def test_a_screen_that_grows_gets_its_pane(engine: FakeEngine) -> None:
    async with started(engine, "down", "down") as app:
        await app.pilot.resize_terminal(120, 36)
        await app.shows("─ Toy Story (1995) ─", "You      not rated")


async def test_while_a_ranking_computes_it_waits_for_it_but_not_for_long(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pane, "LONGEST_WAIT", 0.3)
    async with started(engine, "down", size=(120, 36)) as app:
        await app.shows("─ The Matrix (1999) ─")
        app.state.is_ranking = True
        await app.press("down")
        assert "─ The Matrix (1999) ─" in app.screen()
        await app.shows("─ Toy Story (1995) ─")
