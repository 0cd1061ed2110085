from dataclasses import replace

import numpy as np
import pytest

from tests.tui.driving import started, stored_entry, stored_stars
from tests.tui.fakes import FakeEngine, known_facts
from tui.app import MovieRecApp
from tui.movies.details import DetailsScreen

REC, HEAT = 30, 40
TO_REC = ("down", "down", "down", "enter")


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages opened in the browser."""
    urls: list[str] = []
    monkeypatch.setattr(MovieRecApp, "open_url", lambda _app, url, **_: urls.append(url))
    return urls


async def test_enter_shows_what_the_data_set_knows(engine: FakeEngine) -> None:
    async with started(engine, *TO_REC) as app:
        await app.shows("[REC] (2007)", "Horror", "3.01 stars on average, 64 ratings")
        await app.shows("Tags: [found] footage, quarantine", "Movie id 30")
        await app.shows("You: not rated", "no prediction before training")
        await app.press("escape")
        assert not isinstance(app.app.screen, DetailsScreen)


async def test_the_links_are_in_sight_whatever_else_there_is(engine: FakeEngine) -> None:
    async with started(engine, *TO_REC) as app:
        await app.shows("Tags: [found] footage, quarantine", "IMDb", "TMDB", "MovieLens")


async def test_the_many_directors_of_an_anthology_leave_the_links_in_sight(
    engine: FakeEngine,
) -> None:
    known = engine.opened[None]
    facts = known_facts(known.dataset)
    facts.lists["directors"][0] = tuple(f"Q{number}" for number in range(1000, 1026))
    engine.opened[None] = replace(known, facts=facts)
    async with started(engine, "down", "enter") as app:
        await app.shows("Q1004, 21 more", "IMDb", "TMDB", "MovieLens")
        assert "Q1005" not in app.screen()


async def test_facts_are_shown_as_they_stand(engine: FakeEngine) -> None:
    known = engine.opened[None]
    engine.opened[None] = replace(known, facts=known_facts(known.dataset))
    async with started(engine, "down", "enter", size=(120, 36)) as app:
        await app.shows(
            "Directed by Lana Wachowski, Lilly Wachowski",
            "With Keanu Reeves, [b]Laurence Fishburne, Carrie-Anne Moss, Hugo Weaving, 김윤진",
            "Australia, United States · English · 136 minutes · liked by 83% of critics",
            "Part of The [link=nowhere]Matrix[/]",
        )
        assert "Sixth Actor" not in app.screen()


async def test_what_a_movie_is_about_and_where_and_how_known_it_is(engine: FakeEngine) -> None:
    known = engine.opened[None]
    facts = known_facts(known.dataset)
    others = [()] * (len(known.dataset.movie_ids) - 1)
    lists = {"subjects": [("Q1860",), *others], "periods": [("Q9", "Q1", "Q2"), *others]}
    votes = np.full(len(others) + 1, 2_000_000, np.float32)
    facts = replace(facts, lists=facts.lists | lists, imdb_votes=votes)
    engine.opened[None] = replace(known, facts=facts)
    async with started(engine, "down", "enter", size=(120, 36)) as app:
        await app.shows("About Q1860", "Set in Australia, Lana Wachowski, Lilly Wachowski")
        await app.shows("2,000,000 votes on IMDb")


async def test_all_titles_that_facts_have_stand_below_everything_else(engine: FakeEngine) -> None:
    known = engine.opened[None]
    others = [()] * (len(known.dataset.movie_ids) - 1)
    titles = ("Матрица", "The matrix", "[b]Matrix")
    facts = replace(known_facts(known.dataset), other_titles=[titles, *others])
    engine.opened[None] = replace(known, facts=facts)
    async with started(engine, "down", "enter", size=(120, 50)) as app:
        await app.shows("The Matrix (1999)", "Also called Матрица · [b]Matrix")


async def test_nothing_is_said_of_facts_that_are_not_known(engine: FakeEngine) -> None:
    known = engine.opened[None]
    engine.opened[None] = replace(known, facts=known_facts(known.dataset))
    async with started(engine, *TO_REC, size=(120, 36)) as app:
        await app.shows("[REC] (2007)", "Movie id 30")
        for word in ("Directed by", "With ", "minutes", "critics", "Part of", "nan"):
            assert word not in app.box()


async def test_the_histogram_has_a_bar_for_every_half_star(engine: FakeEngine) -> None:
    async with started(engine, *TO_REC, size=(80, 36)) as app:
        lines = app.screen().splitlines()
        counts = [
            int(line.translate(dict.fromkeys(map(ord, "█│▌▐·"), " ")).split()[-1])
            for line in lines
            if line.strip(" │").startswith(("★", "½ "))
        ]
        assert len(counts) == 10
        assert sum(counts) == 64


async def test_a_movie_without_ratings_genres_or_links_is_shown(engine: FakeEngine) -> None:
    async with started(engine, dataset="tiny") as app:
        await app.type("nobody")
        await app.press("enter", "enter")
        await app.shows("Nobody's Movie (2001)", "Nobody has rated it in this data set")


async def test_the_keys_of_the_lists_rate_here_too(engine: FakeEngine) -> None:
    async with started(engine, *TO_REC) as app:
        await app.press("4", "plus")
        assert stored_stars() == {REC: 4.5}
        await app.shows("You: ★★★★½")
        await app.press("0", "w")
        assert stored_entry(REC).watchlist
        await app.shows("You: want")
        await app.press("x")
        await app.shows("You: hide")
        await app.press("u", "u", "u")
        assert stored_stars() == {REC: 4.5}
        await app.shows("You: ★★★★½")


async def test_the_list_below_shows_what_was_said_here(engine: FakeEngine) -> None:
    async with started(engine, *TO_REC, "5", "q") as app:
        await app.shows("★★★★★  [REC]")


async def test_a_model_predicts_it(engine: FakeEngine) -> None:
    engine.kept = {"ann": 0}
    async with started(engine) as app:
        await app.until(lambda: app.state.advice is not None)
        await app.press("down", "enter")
        await app.shows("For you: 4.9 ±0.8")


async def test_a_button_opens_a_page_in_the_browser(engine: FakeEngine, visited: list[str]) -> None:
    async with started(engine, *TO_REC, size=(80, 36)) as app:
        await app.click("#link-0")
        await app.click("#link-2")
        assert visited == [
            "https://www.imdb.com/title/tt1038988/",
            "https://movielens.org/movies/30",
        ]
        await app.shows("Opened in the browser")


async def test_the_buttons_are_reached_by_keyboard(engine: FakeEngine, visited: list[str]) -> None:
    async with started(engine, *TO_REC, "tab", "enter") as app:
        await app.until(lambda: visited != [])


async def test_a_movie_without_links_offers_its_movielens_page_only(
    engine: FakeEngine, visited: list[str]
) -> None:
    async with started(engine) as app:
        await app.type("heat")
        await app.press("enter", "enter")
        await app.click("#link-0")
        assert visited == [f"https://movielens.org/movies/{HEAT}"]
        assert "IMDb" not in app.screen()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_longest_title_fits_the_box(engine: FakeEngine, size: tuple[int, int]) -> None:
    async with started(engine, size=size) as app:
        await app.type("night of the day")
        await app.press("enter", "enter")
        await app.shows("Night of the Day of the Dawn", "You: not rated")


@pytest.mark.parametrize("keys", [(), ("f1",)], ids=["in sight", "under the help"])
async def test_a_movie_of_another_data_set_is_not_mistaken_for_one_of_this(
    engine: FakeEngine, keys: tuple[str, ...]
) -> None:
    engine.kept = {"ann": 0}
    async with started(engine) as app:
        await app.type("zodiac")
        await app.press("enter", "enter", *keys)
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        await app.until(lambda: app.state.advice is not None)
        await app.press(*["escape"] * len(keys), "5")
        assert set(stored_stars()) <= {340}


async def test_a_model_that_is_being_read_is_not_denied(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        app.state.awaits_model = True
        await app.press("enter")
        await app.shows("You: not rated", "no prediction yet")
