import gzip
from pathlib import Path

import pytest

from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import facts_file
from engine.facts.movie_facts import FactsError
from engine.files.atomic import replacing
from tests.conftest import write_folder
from tests.engine.facts.reading import FILE
from tests.tui.driving import Driver, started, stored_stars, write_settings
from tests.tui.fakes import FakeEngine
from tui.background.engine_calls import EngineCalls

FETCH = "Fetch movie facts from Wikidata"
NEW = "Fetch new films from Wikidata"
STOP = "Stop fetching movie facts"


async def choose(app: Driver, command: str) -> None:
    """Choose a command of the palette."""
    await app.press("ctrl+p")
    await app.type(command)
    await app.shows(command)
    await app.press("down", "enter")


async def test_facts_are_fetched_from_the_palette_and_shown(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await choose(app, FETCH)
        await app.shows("Fetching facts █████░░░░░░░░░░░░░░░ 25%")
        engine.fetching.set()
        await app.shows("Facts fetched")
        await app.press("down", "enter")
        await app.shows("Directed by Lana Wachowski")


async def test_titles_are_asked_for_in_the_languages_of_the_settings(engine: FakeEngine) -> None:
    write_settings('languages = "ru, ja"\n')
    engine.let_go()
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.shows("Facts fetched")
    assert engine.languages == ("ru", "ja")


async def test_a_setting_that_is_no_language_is_said(engine: FakeEngine) -> None:
    write_settings('languages = "Russian"\n')
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.shows("'russian' is no code of a")


async def test_facts_that_have_come_leave_the_model_in_use_and_t_trains_with_them(
    engine: FakeEngine,
) -> None:
    engine.kept = {"ann": 0}
    engine.let_go()
    async with started(engine, "f4") as app:
        await app.until(lambda: app.state.advice is not None)
        kept = app.state.model
        await app.shows("genres, years, tags · no facts yet (Ctrl+P)")
        app.parts.facts.fetch()
        await app.shows("Facts fetched: Enter shows a movie's facts, t trains with them")
        await app.shows("genres, years, tags, facts")
        assert app.state.model is kept
        await app.press("t")
        await app.until(lambda: app.state.model is not kept)
        assert engine.trained_on[0].facts is not None
        await app.shows("finished  tags, facts")


async def test_a_model_that_knows_ids_alone_is_not_said_to_train_with_facts(
    engine: FakeEngine,
) -> None:
    engine.let_go()
    async with started(engine) as app:
        app.parts.training.choose_model("mf")
        app.parts.facts.fetch()
        await app.shows("Facts fetched: Enter shows a movie's facts")
        assert "t trains" not in app.screen()


async def test_movies_are_rated_meanwhile(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        app.parts.facts.fetch()
        await app.shows("Fetching facts")
        await app.press("5")
        assert stored_stars() == {10: 5.0}


async def test_the_palette_stops_what_it_started_and_can_start_it_again(
    engine: FakeEngine,
) -> None:
    async with started(engine, size=(120, 36)) as app:
        await choose(app, FETCH)
        await app.shows("Fetching facts")
        await choose(app, STOP)
        await app.says("Fetching the facts was stopped. What has come is kept.")
        engine.fetching.set()
        await choose(app, FETCH)
        await app.shows("Facts fetched")


async def test_a_fetch_in_hand_is_not_begun_again(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.facts.fetch()
        app.parts.facts.fetch()
        engine.fetching.set()
        await app.shows("Facts fetched")
        assert app.said() == []


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (FactsError("Wikidata [b] does not answer."), "Wikidata [b] does not answer."),
        (ZeroDivisionError("division by zero"), "Fetching facts failed: division by zero"),
    ],
)
async def test_a_fetch_that_fails_is_told_and_can_be_tried_again(
    engine: FakeEngine, trouble: Exception, sentence: str
) -> None:
    engine.fetching.set()
    engine.fetch_trouble = trouble
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.says(sentence)
        engine.fetch_trouble = None
        app.parts.facts.fetch()
        await app.shows("Facts fetched")


async def test_facts_of_another_data_set_are_not_taken_for_those_of_this(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.shows("Fetching facts")
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        engine.fetching.set()
        await app.shows("Facts fetched")
        assert app.state.opened is engine.opened["tiny"]
        assert app.state.opened.facts is None


async def test_without_movies_there_is_nothing_to_ask_about(engine: FakeEngine) -> None:
    del engine.opened[None]
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.shows("There are no movies")


async def test_leaving_ends_a_fetch(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.facts.fetch()
        await app.shows("Fetching facts")
        control = app.parts.facts._fetch
    assert control is not None
    assert control.should_stop()


async def test_new_films_are_fetched_from_the_palette_and_found(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await choose(app, NEW)
        await app.shows("Fetching facts █████░░░░░░░░░░░░░░░ 25%")
        app.parts.facts.fetch_new()  # which is in hand
        engine.fetching.set()
        await app.shows("1 film is new to the catalogue")
        await app.until(lambda: bool(app.state.opened and app.state.opened.dataset.added))
        await app.press("slash")
        await app.type("nope")
        await app.shows("Nope", "2022")


async def test_a_fetch_of_new_films_that_fails_is_told(engine: FakeEngine) -> None:
    engine.fetching.set()
    engine.fetch_trouble = FactsError("Wikidata [b] does not answer.")
    async with started(engine) as app:
        app.parts.facts.fetch_new()
        await app.says("Wikidata [b] does not answer.")


def keep_facts(folder: Path, content: bytes) -> Path:
    """Put a file where the facts of a data set are looked for."""
    path = facts_file(read_dataset(folder))
    with replacing(path) as kept:
        kept.write_bytes(content)
    return path


def test_a_data_set_opens_with_the_facts_that_were_fetched(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tiny")
    assert EngineCalls().open_dataset(str(folder)).facts is None
    keep_facts(folder, gzip.compress(FILE.replace("136.0", "1360").encode()))
    opened = EngineCalls().open_dataset(str(folder))
    assert opened.facts is not None
    assert opened.facts.names("directors", 2) == ["Jim Jarmusch"]
    assert opened.remarks == ()
    (remark,) = opened.facts.remarks
    assert "column runtime_min: '1360' is not minutes" in remark


async def test_facts_that_are_damaged_are_told_and_the_movies_used(
    engine: FakeEngine, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "tiny")
    path = keep_facts(folder, b"damaged")
    engine.opened[None] = EngineCalls().open_dataset(str(folder))
    async with started(engine) as app:
        await app.says(f"{path}: the gzip file is damaged")
        await app.says("The movies are used without facts.")
        await app.shows("The Matrix")
        engine.fetching.set()
        app.parts.facts.fetch()
        await app.shows("Facts fetched")
        assert app.state.opened is not None
        assert app.state.opened.remarks == ()
