"""Every profile on the machine, by name."""

import time
from collections.abc import Callable, Mapping
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple, Self

from engine.profile import rows as profile_rows
from engine.profile.errors import ProfileError
from engine.profile.names import checked_name, name_key
from engine.profile.person import Profile
from engine.profile.rows import Rows
from engine.profile.storage.backups import Backup
from engine.profile.storage.file import ProfileFile
from engine.profile.storage.lock import NONE, USUAL, Patience

# The keyword, under profile 0 (nobody's), of the name that was deleted after a backup.
DELETED = "deleted"


class ProfileSummary(NamedTuple):
    """A profile's name and counts; rated_at: the time of the latest rating, in Unix seconds."""

    name: str
    ratings: int
    watchlist: int
    seen: int  # and not rated
    rated_at: int | None


class ProfileStore:
    """The file that holds every profile on the machine.

    Other stores, in this program or another copy of it, may use the same file at the same time.
    Threads may share a store and its profiles; they take turns.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.time,
        patience: Patience = USUAL,
    ) -> None:
        """Open the file, creating it and its folders when missing; clock gives Unix seconds.

        patience: how long to wait for other programs, each time. A damaged file is set aside and
        rebuilt from its journal and backups; one that cannot be written, or is of a newer version,
        is only read; remarks says so. Raises ProfileError when it cannot be opened.
        """
        self._file = ProfileFile(path, clock, patience)
        self._clock = clock

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to tell the person about the file, in sentences."""
        return self._file.remarks

    @property
    def why_not(self) -> str:
        """Why nothing can be changed, in a sentence; "" where it can."""
        return self._file.why_not

    def never_wait(self) -> None:
        """Raise BusyError at once, from now on, while another program uses the file."""
        self._file.patience = NONE

    @property
    def backups(self) -> list[Backup]:
        """The backups of the file, the newest first."""
        return self._file.backups()

    def look(self) -> bool:
        """Whether there is something new since this was last asked; it never waits.

        Another copy of the program may have saved something; a file that could only be read may
        have become one that can be written. Raises ProfileError.
        """
        return self._file.look()

    def names(self) -> list[str]:
        """The names of the profiles, in order of creation."""
        return [str(name) for (name,) in self._file.rows("SELECT name FROM profile ORDER BY id")]

    def open(self, name: str) -> Profile:
        """The profile of that name, ignoring case and surrounding blanks; created when new.

        Raises ProfileError for an empty name or one that is not text.
        """
        name = checked_name(name)
        found = self.find(name)
        if found is not None:
            return found
        with self._file.transaction() as run:
            number, name = profile_rows.make(run, name)
        return Profile(self._file, self._clock, number, name)

    def find(self, name: str) -> Profile | None:
        """Like open, but None if there is no such profile."""
        key = name_key(checked_name(name))
        found = self._file.rows("SELECT id, name FROM profile WHERE name_key = ?", (key,))
        return Profile(self._file, self._clock, *found[0]) if found else None

    def people(self) -> list[ProfileSummary]:
        """A summary of every profile, in order of creation."""
        rows = self._file.rows(
            "SELECT name, COUNT(stars), COALESCE(SUM(watchlist), 0), "
            "COALESCE(SUM(seen AND stars IS NULL), 0), MAX(rated_at) FROM profile "
            "LEFT JOIN entry ON entry.profile = profile.id GROUP BY profile.id ORDER BY profile.id"
        )
        return [ProfileSummary(*row) for row in rows]

    def rename(self, name: str, new_name: str) -> str:
        """Give a profile another name; return the name as it is kept.

        Raises ProfileError if there is no such profile, or another one already has the name.
        """
        number, new_name = self._number_of(name), checked_name(new_name)
        taken = self.find(new_name)
        if taken is not None and taken.number != number:
            raise _taken(taken.name)
        with self._file.transaction() as run:
            profile_rows.rename(run, number, new_name)
        return new_name

    def duplicate(self, name: str, new_name: str) -> Profile:
        """Copy a profile under a new name, without its history of changes.

        Raises ProfileError as rename does.
        """
        number, wanted = self._number_of(name), checked_name(new_name)
        if (taken := self.find(wanted)) is not None:
            raise _taken(taken.name)
        with self._file.transaction() as run:
            copy, wanted = profile_rows.make(run, wanted)
            profile_rows.copy(run, number, copy)
        return Profile(self._file, self._clock, copy, wanted)

    def delete(self, name: str) -> Path:
        """Delete a profile and its data; return the backup that keeps it for a month.

        Raises ProfileError if there is no such profile, or no backup can be made.
        """
        number = self._number_of(name)
        with self._file.transaction() as run:
            run("INSERT OR REPLACE INTO remembered VALUES (0, ?, ?)", (DELETED, name))
        backup = self._file.back_up("deletion")
        with self._file.transaction() as run:
            profile_rows.delete(run, number)
        return backup

    def restore(self, name: str, rows: Mapping[str, Rows], whence: str) -> Profile:
        """Create a profile, numbered if its name is taken, with rows of the backup named whence."""
        names = chain([name], (f"{name} {number}" for number in count(2)))
        free = next(each for each in names if self.find(each) is None)
        with self._file.transaction() as run:
            number, free = profile_rows.make(run, free)
            profile_rows.insert(run, number, rows)
            run("INSERT OR REPLACE INTO remembered VALUES (0, ?, '')", (f"back {whence}",))
        return Profile(self._file, self._clock, number, free)

    def was_restored(self, whence: str) -> bool:
        """Whether a profile has been restored from the backup named whence."""
        query = "SELECT 1 FROM remembered WHERE profile = 0 AND what = ?"
        return bool(self._file.rows(query, (f"back {whence}",)))

    def _number_of(self, name: str) -> int:
        found = self.find(name)
        if found is None:
            raise ProfileError(f"There is no profile {name}: it may have been renamed or deleted.")
        return found.number

    def close(self) -> None:
        """Close the file; the store and its profiles cannot be used afterwards."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _taken(name: str) -> ProfileError:
    return ProfileError(f"There is a profile {name} already: type another name.")
