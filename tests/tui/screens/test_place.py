import pytest

from tests.tui.driving import started
from tests.tui.fakes import FakeJobs
from tui.screens.place import Place
from tui.state import Change


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5"])
async def test_a_place_follows_each_change_once(
    jobs: FakeJobs, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(jobs, key) as app:
        place = app.app.screen
        assert isinstance(place, Place)
        followed: list[Change] = []
        monkeypatch.setattr(place, "follow", followed.append)
        app.app.change(Change.RATINGS)
        app.app.change(Change.ADVICE)
        await app.rest()
        assert followed == [Change.RATINGS, Change.ADVICE]
