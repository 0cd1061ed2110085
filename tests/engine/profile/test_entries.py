import pytest

from engine.profile.entries import Entry, timed
from engine.profile.errors import ProfileError


def test_a_rating_without_a_time_is_of_now_and_what_is_no_rating_has_none() -> None:
    assert timed(Entry(6, 4.5), 1_000) == Entry(6, 4.5, 1_000)
    for entry in (Entry(6, 4.5, 0), Entry(6, watchlist=True)):
        assert timed(entry, 1_000) == entry


@pytest.mark.parametrize("stars", [0, 5.5, 4.25, float("nan")])
def test_only_half_stars_are_a_rating(stars: float) -> None:
    with pytest.raises(ProfileError, match="in halves"):
        timed(Entry(6, stars), 1_000)
