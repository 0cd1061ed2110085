"""What a profile has said, as the verbs need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from engine.files import paths
from tui.cli.printing import complain, plain

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.profile.entries import Entry
    from engine.profile.person import Profile
    from engine.profile.store import ProfileStore


@contextmanager
def open_profiles() -> "Iterator[ProfileStore]":
    """Open the profiles on this machine, and say on stderr what there is to tell about the file.

    Raises ProfileError.
    """
    from engine.profile.store import ProfileStore

    with ProfileStore(paths.profiles_file()) as store:
        for remark in store.remarks:
            complain(remark)
        yield store


def entries_of(profile: str, dataset: "Dataset") -> "tuple[str, list[Entry]]":
    """A profile's name as it was first written, and its entries; makes the profile if needed.

    The movie ids of the entries are those of the data set. Raises ProfileError.
    """
    with open_profiles() as store:
        return _read(store.open(profile), dataset)


def rated_entries_of(profile: str, dataset: "Dataset") -> "tuple[str, list[Entry]]":
    """As entries_of, but raises ClickException if there is no such profile, or no rating."""
    name, entries = _known_entries_of(profile, dataset)
    if all(entry.stars is None for entry in entries):
        raise click.ClickException(
            f"{name} has not rated any movie yet. Rate one with: movierec-tui rate MOVIE_ID STARS"
        )
    return name, entries


def wishes_of(profile: str, dataset: "Dataset") -> "list[Entry]":
    """The watchlist of a profile, as entries without stars.

    Raises ProfileError, and ClickException if there is no such profile, or nothing on the list.
    """
    from engine.profile.entries import Entry

    name, entries = _known_entries_of(profile, dataset)
    wishes = [Entry(entry.movie_id, watchlist=True) for entry in entries if entry.watchlist]
    if not wishes:
        raise click.ClickException(
            f"There is no movie on the watchlist of {name}. Put one there with w in the app."
        )
    return wishes


def seen_of(profile: str, dataset: "Dataset") -> "list[Entry]":
    """The movies that a profile has seen and not rated; raises as wishes_of."""
    from engine.profile.entries import is_seen_unrated

    name, entries = _known_entries_of(profile, dataset)
    seen = list(filter(is_seen_unrated, entries))
    if not seen:
        raise click.ClickException(
            f"{name} has marked no movie as seen. Mark one with a in the app, or import some."
        )
    return seen


def _known_entries_of(profile: str, dataset: "Dataset") -> "tuple[str, list[Entry]]":
    with open_profiles() as store:
        person = store.find(profile)
        if person is None:
            raise click.ClickException(plain(_no_profile(profile, store.names())))
        return _read(person, dataset)


def _read(person: "Profile", dataset: "Dataset") -> "tuple[str, list[Entry]]":
    from engine.profile.in_dataset import ProfileInDataset

    return person.name, list(ProfileInDataset(person, dataset).entries().values())


def _no_profile(name: str, others: list[str]) -> str:
    if not others:
        return "There is no profile yet. Rate a movie with: movierec-tui rate MOVIE_ID STARS"
    return f"There is no profile {name}. Name one of these with --profile: {', '.join(others)}"
