import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from engine.profile.person import Profile
from engine.profile.store import ProfileStore

HEAT, ALIEN, CLUELESS = 6, 1214, 39


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ada(tmp_path: Path, clock: Clock) -> Iterator[Profile]:
    with ProfileStore(tmp_path / "profiles.sqlite3", clock) as store:
        yield store.open("Ada")


def test_a_new_profile_knows_nothing(ada: Profile) -> None:
    assert ada.entry(HEAT) == Entry(HEAT, None, None, False, False)
    assert ada.entries() == {}
    assert ada.ratings() == []
    assert ada.undo() is None


def test_a_rating_is_there_when_the_file_is_opened_again(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "a folder" / "of its own" / "profiles.sqlite3"
    with ProfileStore(path, clock) as store:
        rated = store.open("Ada").rate(HEAT, 4.5)
    assert rated == Entry(HEAT, stars=4.5, rated_at=1_000)
    with ProfileStore(path) as store:
        assert store.open("Ada").entries() == {HEAT: rated}


def test_rating_a_movie_takes_it_off_the_watchlist(ada: Profile) -> None:
    ada.toggle_watchlist(HEAT)
    assert not ada.rate(HEAT, 3).watchlist


def test_rating_a_movie_forgives_a_dislike(ada: Profile) -> None:
    ada.rate(HEAT, 3)
    ada.toggle_not_interested(HEAT)
    assert ada.rate(HEAT, 3) == Entry(HEAT, 3.0, 1_000)


def test_the_watchlist_and_the_dislikes_exclude_each_other(ada: Profile) -> None:
    assert ada.toggle_watchlist(HEAT) == Entry(HEAT, watchlist=True)
    assert ada.toggle_not_interested(HEAT) == Entry(HEAT, not_interested=True)
    assert ada.toggle_watchlist(HEAT) == Entry(HEAT, watchlist=True)
    assert ada.toggle_watchlist(HEAT) == Entry(HEAT)


def test_a_movie_that_was_seen_is_not_wanted_and_stars_say_more(ada: Profile) -> None:
    ada.toggle_watchlist(HEAT)
    assert ada.toggle_seen(HEAT) == Entry(HEAT, seen=True)
    assert list(ada.entries()) == [HEAT]
    assert ada.ratings() == []
    assert ada.toggle_watchlist(HEAT) == Entry(HEAT, watchlist=True, seen=True)  # once more
    assert ada.rate(HEAT, 3) == Entry(HEAT, 3.0, 1_000)
    assert ada.toggle_seen(HEAT) == Entry(HEAT, 3.0, 1_000)
    assert ada.undo() == Entry(HEAT, watchlist=True, seen=True)
    ada.toggle_seen(HEAT)
    assert ada.entries() == {}


def test_other_stars_keep_the_day_of_watching_and_not_the_rating_of_the_file(
    ada: Profile,
) -> None:
    ada.put_all([Entry(HEAT, 4.0, 9, original="78/100, watched 2019-12-31")])
    assert ada.rate(HEAT, 3).original == "watched 2019-12-31"
    assert ada.clear(HEAT) == Entry(HEAT)
    ada.put_all([Entry(HEAT, seen=True, original="watched 2019-12-31")])
    assert ada.rate(HEAT, 3).original == "watched 2019-12-31"


def test_a_rated_movie_keeps_its_stars_on_the_watchlist_and_among_the_dislikes(
    ada: Profile,
) -> None:
    ada.rate(HEAT, 2)
    assert ada.toggle_watchlist(HEAT).stars == 2
    assert ada.toggle_not_interested(HEAT).stars == 2
    assert ada.clear(HEAT) == Entry(HEAT, not_interested=True)


def test_what_changes_nothing_leaves_nothing_to_undo(ada: Profile, clock: Clock) -> None:
    ada.clear(HEAT)
    assert ada.undo() is None

    ada.rate(HEAT, 4)
    clock.now += 60
    assert ada.rate(HEAT, 4).rated_at == 1_000
    assert ada.undo() == Entry(HEAT)


def test_undo_brings_back_the_time_of_a_rating_too(ada: Profile, clock: Clock) -> None:
    ada.rate(HEAT, 4)
    clock.now += 60
    assert ada.rate(HEAT, 1).rated_at == 1_060
    assert ada.undo() == Entry(HEAT, 4.0, 1_000)


def test_ratings_come_oldest_first_even_within_a_second(ada: Profile, clock: Clock) -> None:
    ada.toggle_watchlist(CLUELESS)
    ada.rate(ALIEN, 5)
    ada.rate(HEAT, 4)
    clock.now -= 60
    ada.rate(1, 3)
    assert [entry.movie_id for entry in ada.ratings()] == [1, ALIEN, HEAT]
    assert list(ada.entries()) == [1, ALIEN, HEAT, CLUELESS]


def test_undo_brings_back_a_movie_s_place_in_the_watchlist(ada: Profile) -> None:
    ada.toggle_watchlist(HEAT)
    ada.toggle_watchlist(ALIEN)
    ada.toggle_watchlist(HEAT)
    ada.undo()
    assert list(ada.entries()) == [HEAT, ALIEN]


@pytest.mark.parametrize("stars", [s / 2 for s in range(1, 11)])
def test_every_half_star_is_a_rating(ada: Profile, stars: float) -> None:
    assert ada.rate(HEAT, stars).stars == ada.entry(HEAT).stars == stars


@example(0.0)
@example(4.25)
@example(5.5)
@example(float("nan"))
@example(float("inf"))
@given(st.floats().filter(lambda stars: stars not in {s / 2 for s in range(1, 11)}))
@settings(max_examples=50, deadline=None)
def test_other_stars_are_refused_in_a_sentence(stars: float) -> None:
    with tempfile.TemporaryDirectory() as folder, ProfileStore(Path(folder) / "p") as store:
        ada = store.open("Ada")
        with pytest.raises(ProfileError, match=r"is not a rating: give from 0\.5 to 5 stars"):
            ada.rate(HEAT, stars)
        assert ada.entries() == {}
        assert ada.undo() is None


def test_numbers_out_of_a_data_frame_are_as_good_as_any(ada: Profile) -> None:
    ada.rate(np.int64(HEAT), np.float32(3.5))  # type: ignore[arg-type]
    assert ada.entry(HEAT) == Entry(HEAT, 3.5, 1_000)


def test_a_change_that_fails_halfway_is_not_in_the_way_of_the_next(ada: Profile) -> None:
    with pytest.raises(OverflowError):
        ada.rate(2**63, 4)
    assert ada.rate(HEAT, 4) == ada.entry(HEAT)


def test_two_people_keep_their_ratings_and_their_undo_apart(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        ada, bob = store.open("Ada"), store.open("Bob")
        ada.rate(HEAT, 5)
        bob.rate(HEAT, 1)
        ada.undo()
        assert ada.undo() is None
        assert ada.entries() == {}
        assert bob.entry(HEAT).stars == 1


movies = st.sampled_from([HEAT, ALIEN, -(2**63), 2**63 - 1])


def test_what_is_changed_at_once_is_saved_together_or_not_at_all(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        ada = store.open("Ada")
        with pytest.raises(ProfileError), ada.at_once():
            ada.rate(1, 4)
            ada.rate(2, 0.3)
        assert ada.entries() == {}
        with ada.at_once():
            ada.rate(1, 4)
            ada.memory.remember("wish", "more")
        with pytest.raises(RuntimeError), ada.at_once():
            ada.clear(1)
            ada.memory.remember("wish", "less")
            raise RuntimeError
        ada.rate(2, 5)  # is no part of what failed
        assert {entry.stars for entry in ada.ratings()} == {4, 5}
        assert ada.memory.recall("wish") == "more"
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        assert len(store.open("Ada").ratings()) == 2


class ProfileAgainstSnapshots(RuleBasedStateMachine):
    """A profile does what a list of snapshots of a dict would do, and undo pops one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        # By movie id: the entry, and the number of the change that made it.
        self.snapshots: list[dict[int, tuple[Entry, int]]] = [{}]
        self.open()

    def open(self) -> None:
        self.store = ProfileStore(Path(self.folder.name) / "profiles.sqlite3", self.clock)
        self.store.open("Bob").rate(HEAT, 1)
        self.profile = self.store.open("Ada")

    def before(self, movie: int) -> Entry:
        return self.snapshots[-1].get(movie, (Entry(movie), 0))[0]

    def expect(self, answer: Entry, *expected: object) -> None:
        movie = answer.movie_id
        new = Entry(movie, *expected)  # type: ignore[arg-type]
        assert answer == new
        if new != self.before(movie):
            made = (new, len(self.snapshots))
            self.snapshots.append({**self.snapshots[-1], movie: made})

    @rule(movie=movies, halves=st.integers(1, 10), seconds=st.integers(-1, 2))
    def rate(self, movie: int, halves: int, seconds: int) -> None:
        self.clock.now += seconds
        stars, old = halves / 2, self.before(movie)
        rated_at = old.rated_at if old.stars == stars else int(self.clock.now)
        self.expect(self.profile.rate(movie, stars), stars, rated_at, False, False)

    @rule(movie=movies)
    def clear(self, movie: int) -> None:
        old = self.before(movie)
        marks = old.watchlist, old.not_interested, "", old.seen
        self.expect(self.profile.clear(movie), None, None, *marks)

    @rule(movie=movies)
    def toggle_watchlist(self, movie: int) -> None:
        old = self.before(movie)
        new = self.profile.toggle_watchlist(movie)
        self.expect(new, old.stars, old.rated_at, not old.watchlist, False, "", old.seen)

    @rule(movie=movies)
    def toggle_not_interested(self, movie: int) -> None:
        old = self.before(movie)
        new = self.profile.toggle_not_interested(movie)
        self.expect(new, old.stars, old.rated_at, False, not old.not_interested, "", old.seen)

    @rule(movie=movies)
    def toggle_seen(self, movie: int) -> None:
        old = self.before(movie)
        new = self.profile.toggle_seen(movie)
        if old.stars is not None:
            assert new == old
        else:
            self.expect(new, None, None, False, False, "", not old.seen)

    @rule()
    def undo(self) -> None:
        entry = self.profile.undo()
        if len(self.snapshots) == 1:
            assert entry is None
            return
        undone, now = self.snapshots.pop(), self.snapshots[-1]
        (movie,) = (movie for movie in undone if undone[movie] != now.get(movie))
        assert entry == self.before(movie)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()

    @invariant()
    def agree(self) -> None:
        def order(made: tuple[Entry, int]) -> tuple[bool, int, int]:
            entry, change = made
            return entry.rated_at is None, entry.rated_at or 0, change

        made = sorted(self.snapshots[-1].values(), key=order)
        said = [entry for entry, _ in made if entry != Entry(entry.movie_id)]
        assert list(self.profile.entries().items()) == [(entry.movie_id, entry) for entry in said]
        assert self.profile.ratings() == [entry for entry in said if entry.stars is not None]

    def teardown(self) -> None:
        while self.profile.undo():
            self.snapshots.pop()
        assert len(self.snapshots) == 1
        assert self.profile.entries() == {}
        self.store.close()
        self.folder.cleanup()


TestProfileAgainstSnapshots = ProfileAgainstSnapshots.TestCase
TestProfileAgainstSnapshots.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None
)


def test_many_entries_put_at_once_are_one_step_to_undo(ada: Profile) -> None:
    ada.rate(HEAT, 3)
    before = ada.entries()
    put = [Entry(HEAT, 4, 500), Entry(ALIEN, 5), Entry(CLUELESS, watchlist=True)]
    assert ada.put_all(put) == 3
    assert ada.entry(ALIEN) == Entry(ALIEN, 5, 1_000)
    assert ada.put_all(put[:1]) == 0
    assert ada.undo_step() == [Entry(HEAT, 3, 1_000), Entry(ALIEN), Entry(CLUELESS)]
    assert ada.entries() == before
    assert ada.undo() == Entry(HEAT)
    assert ada.undo_step() == []


def test_entries_of_which_one_cannot_be_kept_are_none_of_them_kept(ada: Profile) -> None:
    with pytest.raises(ProfileError, match="in halves"):
        ada.put_all([Entry(HEAT, 4), Entry(ALIEN, 4.2)])
    assert ada.entries() == {}


def test_undo_of_a_step_leaves_a_later_and_another_persons_changes_alone(
    tmp_path: Path, clock: Clock
) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3", clock) as store:
        ada, bob = store.open("Ada"), store.open("Bob")
        ada.put_all([Entry(HEAT, 4), Entry(ALIEN, 4)])
        bob.rate(HEAT, 1)
        ada.rate(HEAT, 5)
        assert ada.undo_step() == [Entry(HEAT, 4, 1_000)]
        ada.undo_step()
        assert ada.entries() == {}
        assert bob.entry(HEAT).stars == 1
