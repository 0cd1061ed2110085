import pytest

from tests.tui.driving import started, stored, write_settings
from tests.tui.fakes import FakeEngine
from tui.state.run_log import Phase
from tui.train import part as training_app

MOVIES = (10, 20, 30, 40)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three ratings make a model stale, and nobody is waited for."""
    monkeypatch.setattr(training_app, "STALE_AFTER", 3)
    monkeypatch.setattr(training_app, "QUIET_SECONDS", 0.01)


def rated(count: int) -> None:
    with stored() as ann:
        for movie_id in MOVIES[:count]:
            ann.rate(movie_id, 4)


@pytest.mark.usefixtures("eager")
async def test_a_stale_model_is_trained_anew_while_you_go_on(engine: FakeEngine) -> None:
    engine.kept["ann"] = 0
    rated(3)
    async with started(engine, "f3") as app:
        await app.until(lambda: len(engine.runs) == 1)
        ((entries, _),) = engine.runs
        assert len(entries) == 3
        await app.shows("▌F3 For you▐", "3 since training", "training")
        engine.go_on.set()
        await app.until(lambda: app.state.log.phase is Phase.FINISHED)
        await app.until(lambda: app.state.folded_in == 0)
        await app.shows("▌F3 For you▐", "From 3 ratings · 17 more")


@pytest.mark.usefixtures("eager")
async def test_a_model_that_knows_nearly_all_ratings_is_kept(engine: FakeEngine) -> None:
    engine.kept["ann"] = 1
    rated(3)
    async with started(engine, "f3") as app:
        await app.shows("2 since training")
        await app.pilot.pause(0.1)
        assert engine.runs == []
        await app.press("1")
        await app.until(lambda: len(engine.runs) == 1)


@pytest.mark.usefixtures("eager")
async def test_whoever_wants_none_of_it_says_so_in_the_settings(engine: FakeEngine) -> None:
    write_settings('retrain = "never"\n')
    engine.kept["ann"] = 0
    rated(3)
    async with started(engine, "f3") as app:
        await app.shows("3 since training")
        await app.pilot.pause(0.1)
        assert engine.runs == []


async def test_as_long_as_ratings_come_no_training_disturbs(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_app, "STALE_AFTER", 3)
    engine.kept["ann"] = 0
    async with started(engine, "f2", "down", "5", "5", "5", "5") as app:
        assert app.state.folded_in == 4
        assert engine.runs == []
