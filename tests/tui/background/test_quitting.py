import asyncio

import pytest

from tests.conftest import logged
from tests.tui.driving import started, stored_stars
from tests.tui.fakes import PATIENCE, FakeEngine

MATRIX = 10


async def test_work_that_breaks_is_a_sentence_and_its_traceback_is_in_the_log(
    engine: FakeEngine,
) -> None:
    def broken(_choice: str | None) -> None:
        raise RuntimeError("the [/b] sky fell")

    async with started(engine, "down") as app:
        engine.open_dataset = broken  # type: ignore[method-assign, assignment]
        app.parts.datasets.open("tiny")
        await app.says("the [/b] sky fell")
        assert "Traceback" in logged()
        await app.press("5")
        assert stored_stars() == {MATRIX: 5.0}


async def test_a_notice_goes_by_itself(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.base.ui.NOTICE_SECONDS", 0.05)
    async with started(engine, "down", "5") as app:
        await app.shows("ann: 1 rated")


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",)], ids="+".join)
async def test_quit_ends(engine: FakeEngine, keys: tuple[str, ...]) -> None:
    async with started(engine, "down") as app:
        await app.pilot.press(*keys)
        await app.pilot.pause(0.2)
        assert not app.app.is_running


async def over(engine: FakeEngine) -> None:
    """Wait for the thread of a run or a download to end."""
    for _ in range(int(PATIENCE / 0.01)):
        if engine.ended:
            break
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("keys", [(), ("p",)], ids=["running", "paused"])
async def test_quit_during_a_run_stops_it(engine: FakeEngine, keys: tuple[str, ...]) -> None:
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press(*keys, "f2", "q")
        await app.tells("s stops it and keeps its best epoch")
        assert app.app.is_running
        await app.press("s")
        await app.until(lambda: not app.app.is_running)
    await over(engine)
    assert engine.ended == ["stopped"]
    assert stored_stars() == {MATRIX: 5.0}


async def test_whoever_lets_the_run_end_quits_after_it(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press("p", "q", "g")
        await app.shows("The app quits when training ends: q asks again")
        assert app.app.is_running
        engine.go_on.set()
        await app.until(lambda: not app.app.is_running)
    assert engine.ended == ["finished"]


async def test_whoever_thinks_better_of_quitting_after_the_run_stays(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press("q", "g", "q")
        await app.shows("Go on, then quit", "Esc Back")
        await app.press("escape")
        engine.go_on.set()
        await app.until(lambda: engine.ended == ["finished"])
        await app.press("f2")
        assert app.app.is_running


async def test_whoever_thinks_better_of_quitting_stops_nothing(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press("q", "escape")
        engine.go_on.set()
        await app.until(lambda: engine.ended == ["finished"])
        await app.press("f2")
        assert app.app.is_running


async def test_q_on_the_train_place_quits_too(engine: FakeEngine) -> None:
    async with started(engine, "f4", "q") as app:
        await app.until(lambda: not app.app.is_running)


async def test_quit_during_a_fetch_stops_it(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.datasets.fetch("ml-latest-small")
        await app.shows("Fetching: 0.3")
        await app.press("down", "q")
    await over(engine)
    assert engine.ended == ["stopped"]


async def test_quit_during_a_run_that_began_by_itself_keeps_its_best_epoch_and_asks_nothing(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.train.part.QUIET_SECONDS", 0.01)
    async with started(engine, "down", "5") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press("q")
        await app.until(lambda: not app.app.is_running)
    await over(engine)
    assert engine.ended == ["stopped"]
