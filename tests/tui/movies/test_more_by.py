"""The details of a movie lead to the other movies of those who made it."""

from dataclasses import replace

from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine, known_facts
from tui.movies.details import DetailsScreen
from tui.movies.more_by import MoreByScreen

REC = 30


def knowing(engine: FakeEngine) -> FakeEngine:
    """With facts: of those who made The Matrix, one made [REC], too."""
    known = engine.opened[None]
    facts = known_facts(known.dataset)
    facts.lists["directors"][2] = ("Q2",)
    engine.opened[None] = replace(known, facts=facts)
    return engine


async def test_b_shows_the_movies_of_directors_and_actors(engine: FakeEngine) -> None:
    async with started(knowing(engine), "down", "enter", "b", size=(120, 36)) as app:
        await app.shows("More by the people of The Matrix (1999)")
        await app.shows("Directed by Lilly Wachowski (1)")
        # The others made nothing but the movie itself, which is not listed either.
        assert "Lana" not in app.screen()
        assert "Keanu" not in app.screen()
        await app.press("4")
        assert stored_stars() == {REC: 4.0}
        await app.press("escape")
        assert isinstance(app.app.screen, DetailsScreen)


async def test_without_facts_it_says_how_to_get_them(engine: FakeEngine) -> None:
    async with started(engine, "down", "enter", "b") as app:
        await app.says("Who made the movies is not known yet. Ctrl+P, Fetch movie facts")
        assert not isinstance(app.app.screen, MoreByScreen)


async def test_a_movie_that_nobody_is_known_to_have_made_says_so(engine: FakeEngine) -> None:
    async with started(knowing(engine), "down", "down", "enter", "b") as app:
        await app.says("Wikidata names nobody who made this movie.")


async def test_people_without_another_movie_are_told_in_a_sentence(engine: FakeEngine) -> None:
    known = engine.opened[None]
    engine.opened[None] = replace(known, facts=known_facts(known.dataset))
    async with started(engine, "down", "enter", "b") as app:
        await app.says("Those who made this movie made no other of these.")
