import gc
from collections.abc import Iterator

import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.background.garbage import DUE, Garbage


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was looked through; a look is due at first."""
    looks: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: looks.append("all"))
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, DUE))
    return looks


def test_garbage_is_looked_for_when_no_input_has_come_for_a_moment(
    collected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("tui.background.garbage.time.monotonic", lambda: now[0])
    kept = Garbage()
    kept.input_came()
    now[0] += 0.9
    kept.tidy()
    assert collected == []
    now[0] += 0.2
    kept.tidy()
    assert collected == ["all"]


def test_garbage_is_not_looked_for_before_it_is_due(
    collected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, DUE - 1))
    Garbage().tidy()
    assert collected == []


async def test_the_app_holds_the_long_look_back_as_long_as_it_runs(engine: FakeEngine) -> None:
    before = gc.get_threshold()
    async with started(engine):
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] > before[2]
    assert gc.get_threshold() == before


def test_a_start_collects_next_to_nothing() -> None:
    usual = gc.get_threshold()
    garbage = Garbage()
    garbage.while_starting()
    assert gc.get_threshold()[0] > 100 * usual[0]
    garbage.hold_back()
    assert gc.get_threshold()[0] == usual[0]
