"""kill -9 at random moments of what the program does; all that it acknowledged has to be there."""

import csv
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from engine.files import paths
from engine.profile.entries import Entry
from engine.profile.storage.schema import MIGRATIONS
from tests.faults.program import (
    DOWN,
    FILMS,
    PROFILE,
    TRAIN,
    FaultError,
    Tally,
    acknowledged,
    home,
    lacks,
    no_traceback,
    said,
    start,
)
from tests.tui.cli.command_line import Terminal

LONGEST = 20.0
TRAINING = 4.0  # seconds that starting and a training take, and some more
MOST_KEYS = 35  # in a chain fewer than there are movies: at the end the last is rated again
CHAIN = 10  # kills of one home after another


def rating(films: Path, chance: random.Random) -> dict[int, float]:
    """Rate as fast as keys come, and be killed meanwhile."""
    terminal = start(films)
    terminal.press(DOWN)
    end = time.monotonic() + chance.uniform(0.2, 2.5)
    for _ in range(MOST_KEYS):
        if time.monotonic() > end:
            break
        terminal.press(str(chance.randint(1, 5)).encode())
        terminal.read_for(chance.uniform(0.0, 0.03))
    return killed(terminal)


def training(films: Path, chance: random.Random) -> dict[int, float]:
    """Rate one movie, train, and be killed at some moment of that."""
    terminal = start(films)
    terminal.press(DOWN + b"4" + TRAIN)
    terminal.read_for(chance.uniform(0.0, TRAINING))
    return killed(terminal)


def saving(films: Path, chance: random.Random) -> dict[int, float]:
    """Be killed when the model's file has just come up."""
    terminal = start(films)
    terminal.press(DOWN + b"4" + TRAIN)
    when(terminal, lambda: any(paths.models_folder().glob("*")))
    time.sleep(chance.uniform(0, 0.01))
    return killed(terminal)


def importing(films: Path, chance: random.Random) -> dict[int, float]:
    """Import, and be killed: nothing of the import is there, or all of it."""
    export = films.parent / "ratings.csv"
    stars = {film: float(chance.randint(1, 5)) for film in range(25, FILMS + 1)}
    write_export(export, stars)
    before = said()
    terminal = Terminal(
        *("import", export, "--dataset", films, "--profile", PROFILE, "--conflicts", "theirs")
    )
    if chance.random() < 0.7:
        when(terminal, lambda: bool(backups("import") - known))
        time.sleep(chance.uniform(0, 0.15))
    else:
        terminal.read_for(chance.uniform(0.2, 2.0))
    killed(terminal)
    after = said()
    if after != before and lacks(after, stars):
        raise FaultError("A part of an import was brought in.")
    return stars if "Imported" in terminal.shown else {}


known: set[Path] = set()


def backups(why: str) -> set[Path]:
    """The backups made for one reason."""
    return set((paths.data_folder() / "backups").glob(f"*-{why}-*"))


def migrating(films: Path, chance: random.Random) -> dict[int, float]:
    """Be killed while the file of an older version is brought up to date."""
    for path in paths.data_folder().rglob("profiles*"):
        path.unlink()
    version = chance.randint(1, len(MIGRATIONS) - 1)
    rated = {film: float(chance.randint(1, 5)) for film in range(1, 25)}
    write_old(version, rated)
    terminal = Terminal("--dataset", films, "--profile", PROFILE)
    when(terminal, lambda: paths.profiles_file().with_suffix(".lock").exists())
    time.sleep(chance.uniform(0, 0.06))
    killed(terminal)
    return rated


def killed(terminal: Terminal) -> dict[int, float]:
    """Kill a program; what it had acknowledged."""
    terminal.kill()
    no_traceback(terminal)
    return acknowledged(terminal)


def when(terminal: Terminal, holds: Callable[[], bool], longest: float = LONGEST) -> None:
    """Wait for a moment, reading what is shown."""
    end = time.monotonic() + longest
    while not holds() and time.monotonic() < end and terminal.process.poll() is None:
        terminal.read_for(0.001)


def write_export(path: Path, stars: dict[int, float]) -> None:
    """Write ratings as Letterboxd does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Date", "Name", "Year", "Letterboxd URI", "Rating"))
        for film, given in stars.items():
            writer.writerow(("2021-03-04", f"Film {film}", 1950 + film % 60, "", given))


def write_old(version: int, rated: dict[int, float]) -> None:
    """Write the profiles as an older version of the program did."""
    paths.data_folder().mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(paths.profiles_file(), isolation_level=None)) as old:
        for number in range(version):
            for statement in MIGRATIONS[number]:
                old.execute(statement)
            old.execute(f"PRAGMA user_version = {number + 1}")
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("INSERT INTO profile VALUES (1, ?, ?)", (PROFILE, PROFILE))
        for film, stars in rated.items():
            old.execute(
                "INSERT INTO entry (profile, movie, stars, rated_at) VALUES (1, ?, ?, 1)",
                (film, stars),
            )


MOMENTS = {
    "rating": rating,
    "importing": importing,
    "training": training,
    "saving": saving,
    "migrating": migrating,
}


def kill_at(moment: str, count: int, chance: random.Random) -> Tally:
    """Kill the program so often at one kind of moment; raises FaultError where that costs."""
    tally = Tally()
    while tally.faults < count:
        with home() as films:
            entries: dict[int, Entry] = {}
            for _ in range(min(CHAIN, count - tally.faults)):
                known.update(backups("import"))
                told = MOMENTS[moment](films, chance)
                now = said()
                gone = lacks(now, told)
                if moment in ("rating", "training", "saving"):
                    gone |= {film for film in entries if now.get(film) != entries[film]}
                if gone:
                    lost = {film: (told.get(film), now.get(film)) for film in sorted(gone)}
                    raise FaultError(f"Lost while {moment}, told and found: {lost}")
                entries = now
                tally.faults += 1
                tally.acknowledged += len(told)
            last = start(films)
            last.kill()
            no_traceback(last)
    return tally
