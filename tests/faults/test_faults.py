import random
import sys
from collections.abc import Iterator

import pytest

from tests.faults import disk, kills
from tests.faults.copies import LOSSES, REPAIRS, lose, repair
from tests.faults.damage import Sound, damage, sound
from tests.faults.kills import MOMENTS, kill_at

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a terminal"),
    pytest.mark.usefixtures("forked_app"),
]


@pytest.fixture(scope="module")
def copied() -> Iterator[Sound]:
    """What each kind of file is damaged in a copy of."""
    with sound() as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """make faults starts the program as a person does: it trains later than a forked one."""
    monkeypatch.setattr(kills, "TRAINING", 1.5)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_costs_nothing_that_was_acknowledged(moment: str) -> None:
    assert kill_at(moment, 2, random.Random(moment)).faults == 2


@pytest.mark.parametrize("victim", ["database", "write-ahead log", "checkpoint"])
def test_damage_costs_nothing_and_the_program_starts(copied: Sound, victim: str) -> None:
    # By this seed the damage to the database is such that it has to be read back.
    chance = random.Random(f"the {victim}")
    assert damage(copied, victim, 2, chance).acknowledged >= 60


@pytest.mark.parametrize("what", LOSSES)
def test_what_is_lost_is_read_back_from_what_is_left(what: str) -> None:
    assert lose(what, 1, random.Random(what)).acknowledged > 0


@pytest.mark.parametrize("how", REPAIRS)
def test_a_copy_that_rates_while_another_repairs_loses_nothing(how: str) -> None:
    assert repair(how, 1).acknowledged > 0


@pytest.mark.skipif(not disk.can_mount(), reason="this machine lets nobody mount a small disk")
def test_a_full_disk_is_told_and_costs_nothing() -> None:
    assert disk.fill().acknowledged > 1
