import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.base.place import Place
from tui.state.current import Change


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5"])
async def test_a_place_follows_each_change_once(
    engine: FakeEngine, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(engine, key) as app:
        place = app.app.screen
        assert isinstance(place, Place)
        followed: list[Change] = []
        monkeypatch.setattr(place, "follow", followed.append)
        app.state.publish(Change.RATINGS)
        app.state.publish(Change.ADVICE)
        await app.rest()
        assert followed == [Change.RATINGS, Change.ADVICE]
