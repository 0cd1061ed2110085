"""Bits that flip and files that are cut short: the program starts, and no rating is lost."""

import gzip
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import facts_file
from engine.files import paths
from engine.profile.entries import Entry
from tests.faults.kills import when
from tests.faults.program import (
    DOWN,
    TRAIN,
    FaultError,
    Tally,
    acknowledged,
    home,
    home_beside,
    no_traceback,
    said,
    start,
)
from tests.tui.cli.command_line import facts_of_films

RATINGS = 30
TRIES = 20
VICTIMS = {
    "database": lambda: paths.profiles_file(),
    "write-ahead log": lambda: paths.profiles_file().with_name("profiles.sqlite3-wal"),
    "journal": lambda: paths.profiles_file().with_suffix(".journal"),
    "backup": lambda: next((paths.data_folder() / "backups").iterdir()),
    "checkpoint": lambda: next(paths.models_folder().iterdir()),
    "settings": lambda: paths.settings_file(),
    "facts": lambda: next(paths.facts_folder().iterdir()),
}


class Sound(NamedTuple):
    """A data set, what is rated of it, and where a sound copy of all that is kept lies."""

    films: Path
    told: dict[int, Entry]
    copy: Path


@contextmanager
def sound() -> Iterator[Sound]:
    """Something to damage."""
    with home() as films:
        told = _prepare(films)
        copy = films.with_name("sound")
        shutil.copytree(paths.data_folder().parent, copy)
        yield Sound(films, told, copy)


def damage(sound: Sound, victim: str, count: int, chance: random.Random) -> Tally:
    """Damage a file so often, each time of a fresh copy; raises FaultError where that costs."""
    tally = Tally()
    with home_beside(sound.films):
        for _ in range(count):
            kept = paths.data_folder().parent
            shutil.rmtree(kept)
            shutil.copytree(sound.copy, kept)
            _spoil(VICTIMS[victim](), chance)
            _lives(sound.films, sound.told, victim)
            tally.faults += 1
            tally.acknowledged += len(sound.told)
    return tally


def _prepare(films: Path) -> dict[int, Entry]:
    """Rate, train and be killed, so that each kind of file is there; what is rated then."""
    paths.settings_file().parent.mkdir(parents=True)
    paths.settings_file().write_text('theme = "textual-dark"\nprofile = "ann"\n', encoding="utf-8")
    facts = facts_file(read_dataset(films))
    facts.parent.mkdir(parents=True)
    plain = facts_of_films(films.parent / "facts.csv")
    facts.write_bytes(gzip.compress(plain.read_bytes()))
    start(films).kill()
    said()  # closed in order, which empties the log
    terminal = start(films)
    terminal.press(DOWN)
    for place in range(RATINGS):
        terminal.press(str(1 + place % 5).encode())
        terminal.read_for(0.01)
    terminal.press(TRAIN)
    when(terminal, lambda: any(paths.models_folder().glob("*.safetensors")))
    terminal.read_for(0.5)
    terminal.kill()
    wal = paths.profiles_file().with_name("profiles.sqlite3-wal").read_bytes()
    copy = films.parent / "to read"
    shutil.copytree(paths.data_folder(), copy)
    entries = said()
    if not wal or len(entries) < RATINGS or set(acknowledged(terminal)) - set(entries):
        raise FaultError("There is nothing to damage.")
    shutil.rmtree(paths.data_folder())
    shutil.move(copy, paths.data_folder())
    return entries


def _spoil(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    else:
        for _ in range(chance.choice([1, 1, 8, 200])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _lives(films: Path, told: dict[int, Entry], victim: str) -> None:
    """The program starts, has all ratings, and saves another one."""
    terminal = start(films)
    for _ in range(TRIES):
        terminal.press(b"\x1b")  # closes what it may have to tell about the file
        terminal.read_for(0.2)
        terminal.press(DOWN + b"4")
        when(terminal, lambda: bool(acknowledged(terminal)), 0.2)
        if acknowledged(terminal):
            break
    terminal.kill()
    fresh = acknowledged(terminal)
    no_traceback(terminal)
    now = said()
    lost = {film for film in told if now.get(film) != told[film]} - set(fresh)
    if lost or not fresh:
        raise FaultError(f"After damage to the {victim}: {sorted(lost)} lost, {fresh} saved.")
