"""The real program on a terminal, what it acknowledged, and what of that is on the disk."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.files import paths
from engine.profile.entries import Entry
from engine.profile.store import ProfileStore
from tests.conftest import write_folder
from tests.tui.cli.command_line import Terminal

PROFILE = "ann"
FILMS = 400
READY = "Well known, not rated yet"
DOWN, TRAIN = b"\x1b[B", b"t"
CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()=>][0-9A-Z]?|\x1b\][^\x07]*\x07")
ACKNOWLEDGED = re.compile(r"Film (\d+): (★+)\. u undoes")


class FaultError(AssertionError):
    """Something that was promised did not hold."""


@dataclass
class Tally:
    """What a scene has counted."""

    faults: int = 0
    acknowledged: int = 0


@contextmanager
def home() -> Iterator[Path]:
    """A folder of its own for what the program keeps, and a data set beside it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        films = Path(folder) / "films"
        write_films(films)
        with home_beside(films):
            yield films


@contextmanager
def home_beside(films: Path) -> Iterator[None]:
    """Let the program keep what it keeps beside a data set."""
    before = os.environ.get("MOVIEREC_HOME")
    os.environ["MOVIEREC_HOME"] = str(films.with_name("höme of ann"))
    try:
        yield
    finally:
        if before is None:
            del os.environ["MOVIEREC_HOME"]
        else:
            os.environ["MOVIEREC_HOME"] = before


def write_films(folder: Path) -> None:
    """Movies enough to rate, and ratings enough to train."""
    movies = [f"{film},Film {film} ({1950 + film % 60}),Drama" for film in range(1, FILMS + 1)]
    ratings = [
        f"{user},{film},{1 + (user * film) % 9 / 2},{964982703 + user}"
        for user in range(1, 41)
        for film in range(1, 25)
        if (user + film) % 3
    ]
    write_folder(
        folder,
        movies="\n".join(["movieId,title,genres", *movies, ""]),
        ratings="\n".join(["userId,movieId,rating,timestamp", *ratings, ""]),
        tags=None,
        links="\n".join(
            ["movieId,imdbId,tmdbId", *(f"{film},{film:07},{film}" for film in range(1, 25)), ""]
        ),
    )


def start(films: Path) -> Terminal:
    """Start the program and wait for its list; raises FaultError where that does not come."""
    terminal = Terminal("--dataset", films, "--profile", PROFILE)
    try:
        terminal.read_until(READY)
    except AssertionError as error:
        terminal.kill()
        raise FaultError(f"The program did not start: {plain(terminal.shown)[-2000:]}") from error
    return terminal


def plain(shown: str) -> str:
    """What was shown without what moves the cursor and gives colours."""
    return CODES.sub("", shown)


def acknowledged(terminal: Terminal) -> dict[int, float]:
    """Movie ids and stars that the screen has said are saved."""
    found = ACKNOWLEDGED.findall(plain(terminal.shown))
    return {int(film): float(len(stars)) for film, stars in found}


def said() -> dict[int, Entry]:
    """What is on the disk, read as the next start would read it."""
    with ProfileStore(paths.profiles_file()) as store:
        return store.open(PROFILE).entries()


def lacks(entries: dict[int, Entry], told: dict[int, float]) -> set[int]:
    """Movie ids whose acknowledged stars are not there."""
    return {
        film for film, stars in told.items() if film not in entries or entries[film].stars != stars
    }


def no_traceback(terminal: Terminal) -> None:
    """Raise FaultError where one was shown or went to the log."""
    log = paths.log_file()
    logged = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    for where, text in (("screen", plain(terminal.shown)), ("log", logged)):
        if "Traceback" in text:
            raise FaultError(f"A traceback on the {where}: {text[-2000:]}")
