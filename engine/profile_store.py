"""Every profile on the machine, by name."""

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Self

from engine.profile import Profile
from engine.storage.errors import ProfileError
from engine.storage.file import ProfileFile


class ProfileStore:
    """The file that holds every profile on the machine.

    Other stores, in this program or another copy of it, may use the same file at the same time.
    A store and its profiles belong to the thread that made it.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, creating it and its folders when missing; clock gives Unix seconds.

        A damaged file is set aside and read back from its journal and backups; one of a newer
        version can be read alone; remarks says so. Raises ProfileError when it cannot be opened.
        """
        self._file = ProfileFile(path, clock)
        self._clock = clock

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the person should hear about the file, in sentences."""
        return self._file.remarks

    def changed_elsewhere(self) -> bool:
        """Whether another copy of the program has saved something since this was last asked."""
        return self._file.changed_elsewhere()

    def names(self) -> list[str]:
        """The names of the profiles, in order of creation."""
        return [str(name) for (name,) in self._file.rows("SELECT name FROM profile ORDER BY id")]

    def open(self, name: str) -> Profile:
        """The profile of that name, ignoring case and surrounding blanks; created when new.

        Raises ProfileError for an empty name or one that is not text.
        """
        name = _checked(name)
        key = _name_key(name)
        found = self.find(name)
        if found is not None:
            return found
        with self._file.transaction() as run:
            run("INSERT OR IGNORE INTO profile (name, name_key) VALUES (?, ?)", (name, key))
            number, name = run("SELECT id, name FROM profile WHERE name_key = ?", (key,)).fetchone()
        return Profile(self._file, self._clock, number, name)

    def find(self, name: str) -> Profile | None:
        """As open, but None where there is no such profile."""
        key = _name_key(_checked(name))
        found = self._file.rows("SELECT id, name FROM profile WHERE name_key = ?", (key,))
        return Profile(self._file, self._clock, *found[0]) if found else None

    def close(self) -> None:
        """Close the file; the store and its profiles are of no use afterwards."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _checked(name: str) -> str:
    name = name.strip()
    if not name:
        raise ProfileError("A profile needs a name: type at least one letter.")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise ProfileError(
            f"The profile name {name!a} holds bytes that are not text: type another name."
        ) from error
    return name


def _name_key(name: str) -> str:
    """The same text for names that differ only in case or in how accents are encoded."""
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFD", decomposed.casefold())
