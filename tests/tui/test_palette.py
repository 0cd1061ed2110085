"""The palette."""

from tests.tui.driving import started, write_settings
from tests.tui.fakes import FakeEngine


async def test_the_palette_trains(engine: FakeEngine) -> None:
    async with started(engine, "ctrl+p") as app:
        await app.type("train")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.until(lambda: engine.runs != [])


async def test_the_palette_offers_what_has_no_key(engine: FakeEngine) -> None:
    async with started(engine, "ctrl+p", size=(80, 90)) as app:
        await app.shows("Export recommendations", "Export ratings", "Profiles", "About")
        await app.shows("Fetch ml-latest-small", "Use the bundled movies")


async def test_the_palette_begins_with_what_is_used_most_and_tells_the_keys(
    engine: FakeEngine,
) -> None:
    async with started(engine, "f3", "ctrl+p", size=(80, 90)) as app:
        keys = "F3", "F2", "n", "f", "t", "i", "e", "F5", "F4", "P", "F1", "q"
        titles = (
            *("Go to For you", "Go to Rate", "What to rate next", "Steer the recommendations"),
            *("Train", "Import ratings", "Export recommendations", "Go to Taste", "Go to Train"),
            *("Profiles", "Help", "Quit", "Reset the steering"),
        )
        await app.shows("Screenshot")
        places = [
            app.screen().index(f" {title}  {key}") for title, key in zip(titles, keys, strict=False)
        ]
        assert places == sorted(places)


async def test_the_palette_tells_a_person_s_own_key(engine: FakeEngine) -> None:
    write_settings('[keys]\ntrain = "ctrl+t"\n')
    async with started(engine, "ctrl+p", size=(80, 90)) as app:
        await app.shows("Train  ^t")


async def test_the_palette_goes_to_a_place(engine: FakeEngine) -> None:
    async with started(engine, "ctrl+p") as app:
        await app.type("taste")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.shows("▌F5 Taste▐")


async def test_the_palette_finds_movies_below_the_commands(engine: FakeEngine) -> None:
    async with started(engine, "ctrl+p", size=(80, 40)) as app:
        await app.shows("A command, or a movie")
        await app.type("casablanca")
        await app.shows("Casablanca (1942)", "All about this movie")
        await app.press("enter")
        await app.shows("─ Casablanca (1942) ─", "Movie id 130")


async def test_a_title_that_looks_like_markup_is_text_in_the_palette(engine: FakeEngine) -> None:
    async with started(engine, "ctrl+p", size=(80, 40)) as app:
        await app.type("link nowhere")
        await app.shows("[/b] [link=nowhere] (2012)")


async def test_a_movie_comes_before_commands_that_only_have_its_letters(
    engine: FakeEngine,
) -> None:
    async with started(engine, "ctrl+p", size=(80, 40)) as app:
        await app.type("matr")
        await app.shows("The Matrix (1999)", "Fetch movie facts from Wikidata")
        assert app.screen().index("The Matrix (1999)") < app.screen().index("Fetch movie facts")
