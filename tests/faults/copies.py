"""Faults of the profiles' file that lost ratings: what is left of it is read back, or mended.

Two of them are done to the real program twice at once: on a slow disk one copy repairs the file
while the other one rates.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.files import paths
from engine.profile.store import ProfileStore
from tests.faults.kills import when
from tests.faults.program import (
    DOWN,
    PROFILE,
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

RATINGS = 60
KEYS = 6  # while the other copy repairs
SLOW_DISK = Path(__file__).with_name("slow_disk")


def write(count: int = RATINGS, first: int = 1) -> dict[int, float]:
    """Rate so many movies."""
    told = {film: float(1 + film % 5) for film in range(first, first + count)}
    with ProfileStore(paths.profiles_file()) as store:
        person = store.open(PROFILE)
        for film, stars in told.items():
            person.rate(film, stars)
    return told


def journal() -> Path:
    """Where the journal is."""
    return paths.profiles_file().with_suffix(".journal")


def forget_the_file() -> None:
    """Delete the file and its logs."""
    for path in paths.data_folder().glob("profiles.sqlite3*"):
        path.unlink()


def only_the_journal(told: dict[int, float], chance: random.Random) -> None:  # noqa: ARG001
    """Lose the file, and lose or spoil the backups."""
    forget_the_file()
    if chance.random() < 0.5:
        shutil.rmtree(paths.data_folder() / "backups")
        return
    for backup in (paths.data_folder() / "backups").iterdir():
        backup.write_bytes(b"spoiled")


def spoiled_lines(told: dict[int, float], chance: random.Random) -> None:
    """Lose the file and spoil lines of the journal, of which each rates one movie."""
    lines = journal().read_bytes().splitlines(keepends=True)
    first = len(lines) - RATINGS
    for film in chance.sample(sorted(told), 6):
        place = first + film - 1
        lines[place] = lines[place][:30] + b"#" + lines[place][31:]
        del told[film]
    journal().write_bytes(b"".join(lines).replace(b"\n", chance.choice([b"\n", b"\r\n"])))
    forget_the_file()


def of_two_machines(told: dict[int, float], chance: random.Random) -> None:
    """Bring together the file of one machine and the journal of another one."""
    here = paths.data_folder()
    mine, there = here.with_name("mine"), here.with_name("there")
    shutil.copytree(here, there)
    told |= write(chance.randint(1, 30), first=100)
    here.rename(mine)
    there.rename(here)
    told |= write(chance.randint(1, 30), first=200)
    shutil.copyfile(mine / "profiles.sqlite3", paths.profiles_file())


LOSSES: dict[str, Callable[[dict[int, float], random.Random], None]] = {
    "all but the journal lost": only_the_journal,
    "the file lost, lines of the journal spoiled": spoiled_lines,
    "the file of one machine, the journal of another": of_two_machines,
}


def lose(what: str, count: int, chance: random.Random) -> Tally:
    """Lose something so often; raises FaultError where a rating is lost that is there still."""
    tally = Tally()
    for _ in range(count):
        with home():
            told = write()
            LOSSES[what](told, chance)
            lost = lacks(said(), told) | lacks(said(), told)  # the next start, and the one after
            if lost:
                raise FaultError(f"{what}: {sorted(lost)} lost")
            tally.faults += 1
            tally.acknowledged += len(told)
    return tally


def damaged(path: Path) -> None:
    """Spoil what the file says, as a disk does."""
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE entry SET stars = 1 WHERE movie > 0")


def missing(path: Path) -> None:
    """Delete the file under the program that uses it."""
    path.unlink()


REPAIRS: dict[str, Callable[[Path], None]] = {"is damaged": damaged, "is deleted": missing}


def repair(how: str, count: int) -> Tally:
    """Have one live copy of the program repair the file so often while another one rates."""
    tally = Tally()
    for _ in range(count):
        with home() as films:
            tally.acknowledged += _repaired_while_rating(how, films)
            tally.faults += 1
    return tally


@contextmanager
def slow_disk() -> Iterator[None]:
    """Programs started within wait long for the disk."""
    os.environ["PYTHONPATH"] = str(SLOW_DISK)
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]


def _repaired_while_rating(how: str, films: Path) -> int:
    with slow_disk():
        rating = start(films)
        rating.press(DOWN + b"4")
        when(rating, lambda: bool(acknowledged(rating)))
        REPAIRS[how](paths.profiles_file())
        repairing = Terminal("--dataset", films, "--profile", PROFILE)
    for key in range(KEYS):
        rating.press(str(1 + key % 5).encode())
        rating.read_for(0.3)
        repairing.read_for(0.1)
    when(rating, lambda: len(acknowledged(rating)) > KEYS)
    repairing.kill()
    rating.kill()
    no_traceback(rating)
    no_traceback(repairing)
    told = acknowledged(rating)
    gone = lacks(said(), told)
    if gone or len(told) < 2:
        raise FaultError(f"While a file that {how} is repaired: {gone} of {told} lost")
    return len(told)
