"""Signals that end the program: the terminal is left as it was, and nothing rated is lost."""

import os
import pty
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.catalogue.sources import BUNDLED
from tests.tui.cli.command_line import PATIENCE, Terminal, line_with, running, trainable_folder
from tests.tui.driving import stored_stars
from tui.cli.ending import ending_in_order

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems forget how a closed terminal was"
)

SIGNALS = (signal.SIGTERM, signal.SIGHUP)
OTHER_SCREEN, USUAL_SCREEN, CURSOR = "\x1b[?1049h", "\x1b[?1049l", "\x1b[?25h"
DOWN = b"\x1b[B"


def modes(terminal: Terminal) -> list[object]:
    """Whether a terminal echoes, waits for whole lines, and so on."""
    return list(termios.tcgetattr(terminal._end))[:4]


def usual_modes() -> list[object]:
    ends = pty.openpty()
    try:
        return list(termios.tcgetattr(ends[1]))[:4]
    finally:
        for end in ends:
            os.close(end)


def train(terminal: Terminal) -> None:
    terminal.press(b"t")
    terminal.read_until("k/s")


@pytest.mark.parametrize(
    ("number", "do"), [(signal.SIGTERM, train), (signal.SIGHUP, lambda _terminal: None)]
)
def test_the_app_leaves_the_terminal_as_it_was(
    number: signal.Signals, do: Callable[[Terminal], None]
) -> None:
    terminal = Terminal("--dataset", BUNDLED, "--profile", "ann")
    terminal.read_until("Well known, not rated yet")
    assert modes(terminal) != usual_modes()
    terminal.press(DOWN)
    terminal.read_until("12345")
    terminal.press(b"4")
    terminal.read_until("u undoes")
    do(terminal)
    terminal.process.send_signal(number)
    end = time.monotonic() + PATIENCE
    while terminal.process.poll() is None and time.monotonic() < end:
        terminal.read_for(0.05)
    assert modes(terminal) == usual_modes()
    assert terminal.close() == 128 + number
    for sequence in (USUAL_SCREEN, CURSOR):
        assert terminal.shown.rindex(sequence) > terminal.shown.rindex(OTHER_SCREEN)
    assert "Traceback" not in terminal.shown
    assert list(stored_stars("ann").values()) == [4.0]


def test_a_verb_is_ended_in_order_too(tmp_path: Path) -> None:
    folder = trainable_folder(tmp_path / "films")
    with running("train", "--epochs", 100_000, "--dataset", folder) as process:
        line_with("Epoch 1 of", process.stdout)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate()
    assert process.returncode == 143
    assert "Traceback" not in said


@pytest.fixture
def heeded() -> Iterator[None]:
    """Signals as a shell leaves them: under nohup the tests ignore one of them."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", SIGNALS)
def test_what_is_in_hand_is_tidied_up(number: signal.Signals) -> None:
    tidied = []
    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as ended, ending_in_order():
        try:
            os.kill(os.getpid(), number)
            signal.pause()
        finally:
            tidied.append(True)
    assert ended.value.code == 128 + number
    assert tidied
    assert signal.getsignal(number) is before


def test_a_signal_that_shall_be_ignored_is_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_in_order():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_processes_of_torchrun_die_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCHELASTIC_RUN_ID", "none")
    before = signal.getsignal(signal.SIGTERM)
    with ending_in_order():
        assert signal.getsignal(signal.SIGTERM) is before
