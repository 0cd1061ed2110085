import threading
from collections.abc import Sequence

import pytest

from engine.profile.entries import Entry
from engine.recommend.advice import Advice
from engine.recommend.personal_model import ModelReady
from engine.recommend.steering import Wish
from tests.tui.driving import started
from tests.tui.fakes import PATIENCE, FakeEngine, model
from tui.state.opened import Opened

MATRIX = 10


async def test_recommendations_for_ratings_of_before_do_not_replace_those_for_now(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.kept = {"ann": 0}
    late, advise = threading.Event(), engine.advise

    def slow_at_first(
        opened: Opened, model: ModelReady, entries: Sequence[Entry], wish: Wish
    ) -> Advice:
        if len(entries) == 1:
            late.wait(PATIENCE)
        return advise(opened, model, entries, wish)

    monkeypatch.setattr(engine, "advise", slow_at_first)
    async with started(engine) as app:
        await app.until(lambda: app.state.advice is not None)
        await app.pilot.press("down", *"54")
        await app.until(lambda: app.state.advice is not None and app.state.advice.ratings == 2)
        late.set()
        await app.until(lambda: len(engine.advised) == 3)
        await app.pilot.pause()
        assert app.state.advice is not None
        assert app.state.advice.ratings == 2
        assert not app.state.is_ranking


async def test_the_model_of_the_profile_before_does_not_come_late(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, late = threading.Event(), threading.Event()

    def slow_for_ann(opened: Opened, profile: str) -> ModelReady | None:
        if profile != "ann":
            return None
        asked.set()
        late.wait(PATIENCE)
        return model(opened.dataset)

    async with started(engine, profile="bob") as app:
        monkeypatch.setattr(engine, "load_model", slow_for_ann)
        app.parts.profiles.use("ann")
        await app.until(asked.is_set)
        app.parts.profiles.use("bob")
        await app.pilot.pause()
        late.set()
        await app.pilot.pause(0.2)
        assert app.state.model is None


async def test_a_model_that_breaks_the_loading_is_told_and_another_can_be_trained(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_opened: Opened, _profile: str) -> ModelReady | None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(engine, "load_model", broken)
    engine.go_on.set()
    async with started(engine) as app:
        await app.says("Loading the model failed: the sky fell.")
        await app.uncover()
        await app.shows("ann: 0 rated · films · no model yet, t trains one")
        await app.press("down", "t")
        await app.until(lambda: app.state.advice is not None)
