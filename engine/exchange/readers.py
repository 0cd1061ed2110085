"""The table of readers: the programs whose files can be read, and how a file is recognised.

A reader is a module: a new one needs its file and its line here. Quick to import: a screen that
tells what can be imported needs nothing else.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from engine.exchange import (
    any_csv,
    criticker,
    criticker_csv,
    criticker_text,
    filmaffinity,
    imdb,
    kinopoisk,
    letterboxd,
    letterboxd_import,
    letterboxd_list,
    movielens_org,
    netflix,
    own_csv,
    own_json,
    simkl_csv,
    simkl_json,
    tmdb,
    trackers,
    trakt,
)
from engine.exchange.records import Record
from engine.exchange.untrusted_files import Kind


class Reader(Protocol):
    """A module that reads the files of one program.

    NAME: the program's. KIND: the kind of its files, which decides what the reader is given: a
    Table for csv, a Document for json, a Tree for xml.
    """

    NAME: str
    KIND: Kind

    def recognises(self, content: Any, /) -> bool:
        """Whether the program wrote this; must not read any row."""

    def read(self, content: Any, /) -> Iterable[Record]:
        """A record for each movie; what cannot be used is noted as a problem."""


# Other programs and sites, in the order in which people see them.
_PROGRAMS: tuple[Reader, ...] = (
    *(letterboxd, letterboxd_list, imdb, trakt, tmdb, movielens_org, criticker, criticker_csv),
    *(criticker_text, simkl_csv, simkl_json, kinopoisk, netflix, trackers, filmaffinity),
)
# Layouts that this program writes, one of which others write, too.
_LAYOUTS: tuple[Reader, ...] = (letterboxd_import, own_csv, own_json)
# The first that recognises a file reads it; this program's own require most, so they come first.
READERS: tuple[Reader, ...] = (*_LAYOUTS, *_PROGRAMS, any_csv)


def programs(kind: Kind | None = None) -> tuple[str, ...]:
    """The names of the programs whose files can be read, "any CSV" last; of one kind or of all."""
    named = [(reader, reader.NAME) for reader in _PROGRAMS]
    named.append((any_csv, "any CSV"))
    return tuple(dict.fromkeys(name for reader, name in named if kind in (None, reader.KIND)))


def listed(names: Sequence[str], last: str = "or") -> str:
    """Join names for a sentence: A, B or C."""
    *others, end = names
    return f"{', '.join(others)} {last} {end}" if others else end
