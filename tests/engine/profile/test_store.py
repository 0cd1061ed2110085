import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.profile.errors import ProfileError
from engine.profile.store import ProfileStore, ProfileSummary

HEAT, ALIEN, CASINO = 6, 1214, 16


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_profiles_are_listed_in_order_of_creation_under_their_first_spelling(
    tmp_path: Path,
) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        assert store.names() == []
        for name in [" Zoë ", "Straße", "Ada", "ZOE\u0308", "STRASSE", "\tada\n"]:
            store.open(name)
        assert store.names() == ["Zoë", "Straße", "Ada"]
        assert store.open("zoë").name == "Zoë"


def test_a_profile_that_is_not_there_is_not_found_and_not_made(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        store.open("Zoë").rate(HEAT, 5)
        assert store.find("Zo") is None
        assert store.names() == ["Zoë"]
        found = store.find(" ZOE\u0308 ")
        assert found is not None
        assert (found.name, found.entry(HEAT).stars) == ("Zoë", 5)


@pytest.mark.parametrize("name", ["", "  ", "\t\u3000\n"])
def test_an_empty_name_is_refused(tmp_path: Path, name: str) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        with pytest.raises(ProfileError, match="needs a name"):
            store.open(name)
        with pytest.raises(ProfileError, match="needs a name"):
            store.find(name)
        assert store.names() == []


def test_a_name_that_is_not_text_is_refused(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        with pytest.raises(ProfileError, match="not text: type another name") as refusal:
            store.open("Ad\udce9")
        assert str(refusal.value).isascii()
        assert store.names() == []


@example("O'Brien\x00; DROP TABLE profile")
@given(st.text().filter(str.strip))
@settings(max_examples=50, deadline=None)
def test_any_text_names_a_profile(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.sqlite3"
        with ProfileStore(path) as store:
            profile = store.open(name)
            assert profile.name == name.strip()
            profile.rate(HEAT, 5)
        with ProfileStore(path) as store:
            assert store.names() == [name.strip()]
            assert store.open(f" {name}\n").entry(HEAT).stars == 5
            assert len(store.names()) == 1


def test_people_are_told_with_what_they_have_said(tmp_path: Path, clock: Clock) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3", clock) as store:
        ada = store.open("Ada")
        ada.rate(HEAT, 4)
        ada.toggle_watchlist(ALIEN)
        ada.toggle_seen(CASINO)
        store.open("Bob")
        assert store.people() == [
            ProfileSummary("Ada", 1, 1, 1, 1_000),
            ProfileSummary("Bob", 0, 0, 0, None),
        ]


def test_a_renamed_profile_keeps_its_ratings(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        rated = store.open("Ada").rate(HEAT, 4)
        assert store.rename("ada", " Ada Lovelace ") == "Ada Lovelace"
        assert store.names() == ["Ada Lovelace"]
        assert store.open("ada lovelace").entries() == {HEAT: rated}
        assert store.rename("Ada Lovelace", "ADA LOVELACE") == "ADA LOVELACE"


def test_a_name_that_is_taken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        store.open("Ada")
        store.open("Bob").rate(HEAT, 2)
        with pytest.raises(ProfileError, match="profile Ada already"):
            store.rename("Bob", "ADA")
        with pytest.raises(ProfileError, match="profile Ada already"):
            store.duplicate("Bob", "ada")
        with pytest.raises(ProfileError, match="at least one letter"):
            store.rename("Bob", " ")
        assert [person.ratings for person in store.people()] == [0, 1]


def test_a_duplicate_says_the_same_and_goes_its_own_way(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        ada = store.open("Ada")
        rated = ada.rate(HEAT, 4)
        ada.toggle_watchlist(ALIEN)
        ada.memory.remember("steering", "{}")
        copy = store.duplicate("Ada", "Ada in winter")
        assert copy.entries() == ada.entries()
        assert copy.memory.recall("steering") == "{}"
        assert copy.undo() is None
        copy.rate(HEAT, 1)
        assert ada.entry(HEAT) == rated


def test_a_deleted_profile_is_in_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "profiles.sqlite3"
    with ProfileStore(path) as store:
        bob, ada = store.open("Bob"), store.open("Ada")
        kept = bob.rate(HEAT, 2)
        rated = ada.rate(HEAT, 4)
        backup = store.delete("ada")
        assert store.names() == ["Bob"]
        assert bob.entries() == {HEAT: kept}
        assert store.open("Ada").entries() == {}
        assert store.open("Ada").undo() is None
    copied = tmp_path / "elsewhere" / path.name
    copied.parent.mkdir()
    copied.write_bytes(backup.read_bytes())
    with ProfileStore(copied) as store:
        assert store.open("Ada").entries() == {HEAT: rated}


def test_a_profile_that_is_gone_can_be_neither_renamed_nor_deleted(tmp_path: Path) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        for change in (lambda: store.rename("Ada", "Bob"), lambda: store.delete("Ada")):
            with pytest.raises(ProfileError, match="no profile Ada"):
                change()
        assert store.names() == []


def test_what_is_said_for_a_deleted_profile_is_refused_and_nobody_inherits_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "profiles.sqlite3"
    with ProfileStore(path) as store, ProfileStore(path) as other:
        store.open("Ada")
        bob = other.open("Bob")
        bob.rate(HEAT, 4)
        store.delete("Bob")
        with pytest.raises(ProfileError, match="The profile Bob was deleted"):
            bob.rate(ALIEN, 5)
        carl = store.open("Carl")
        assert carl.entries() == {}
        assert carl.number != bob.number
