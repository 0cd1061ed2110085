"""Errors of the profiles, as sentences; light enough for a screen to import."""

from typing import NamedTuple

from engine.files.problems import UserFacingError


class Cause(NamedTuple):
    """Why the file could not be used, and what to do about it."""

    what: str
    remedy: str


class ProfileError(UserFacingError):
    """A sentence that says what happened to the profiles, where, and what to do.

    cause: what keeps the file from being written, None where it is nothing of that kind.
    """

    cause: Cause | None = None


class BusyError(ProfileError):
    """Another program uses the file: it may be over in a moment."""


class DamagedError(ProfileError):
    """The file holds no profiles, or not all of them any more."""
