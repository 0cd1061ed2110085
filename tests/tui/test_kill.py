"""The real app on a terminal, killed without a word: what it had acknowledged is still there."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.catalogue.sources import BUNDLED
from engine.files import paths
from engine.profile.store import ProfileStore
from tests.tui.cli.command_line import PATIENCE, Terminal, trainable_folder

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a terminal"),
    pytest.mark.usefixtures("forked_app"),
]

DOWN = b"\x1b[B"
ACKNOWLEDGED = "u undoes"


@contextmanager
def app(dataset: object) -> Iterator[Terminal]:
    """The app over a data set, its movies read and its list ready for keys."""
    terminal = Terminal("--dataset", dataset, "--profile", "ann")
    try:
        terminal.read_until("Well known, not rated yet")
        terminal.press(DOWN)
        terminal.read_until("12345")
        yield terminal
    finally:
        terminal.process.kill()
        terminal.close()


def kill(terminal: Terminal) -> None:
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.process.wait(PATIENCE) == -signal.SIGKILL


def stars_on_disk() -> list[float | None]:
    with ProfileStore(paths.profiles_file()) as store:
        return [entry.stars for entry in store.open("ann").ratings()]


def rate(terminal: Terminal, stars: int) -> None:
    """Press a digit and wait until the screen says that it is saved."""
    terminal.shown = ""
    terminal.press(str(stars).encode())
    terminal.read_until(ACKNOWLEDGED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return trainable_folder(tmp_path / "films")


def test_ratings_acknowledged_before_a_kill_are_there_at_the_next_start(folder: Path) -> None:
    with app(folder) as terminal:
        rate(terminal, 5)
        kill(terminal)
    assert stars_on_disk() == [5.0]
    with app(folder) as terminal:
        rate(terminal, 2)
        kill(terminal)
    assert sorted(stars for stars in stars_on_disk() if stars) == [2.0, 5.0]


def test_a_kill_during_training_costs_no_rating_and_no_start() -> None:
    with app(BUNDLED) as terminal:
        rate(terminal, 4)
        terminal.press(b"t")
        terminal.read_until("k/s")
        kill(terminal)
    assert stars_on_disk() == [4.0]
    with app(BUNDLED) as terminal:
        rate(terminal, 3)
    assert stars_on_disk() == [4.0, 3.0]
