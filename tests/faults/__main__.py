"""make faults: break the real program in every way and count what that cost."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.markers import between_markers
from tests.faults import disk
from tests.faults.copies import LOSSES, REPAIRS, lose, repair
from tests.faults.damage import VICTIMS, damage, sound
from tests.faults.kills import MOMENTS, kill_at
from tests.faults.program import Tally

START, END = "<!-- faults: made by make faults -->", "<!-- end of faults -->"
KILLS = 40
DAMAGES = 20
LOST = 20
Row = tuple[str, Tally]


def rows(chance: random.Random) -> Iterator[Row]:
    """Each kind of fault, and what was counted."""
    for moment in MOMENTS:
        yield f"kill -9 while {moment}", kill_at(moment, KILLS, chance)
    with sound() as copied:
        for victim in VICTIMS:
            tally = damage(copied, victim, DAMAGES, chance)
            yield f"bits flipped in, or the end cut off, the {victim}", tally
    for what in LOSSES:
        yield what, lose(what, LOST, chance)
    for how in REPAIRS:
        yield (
            f"a second copy rates, on a slow disk, while a file that {how} is repaired",
            repair(how, LOST),
        )
    if disk.can_mount():
        yield "a disk that fills up while rating", disk.fill()


def main(seed: int, readme: Path) -> None:
    """Print each row as it is counted, and write the table; a fault that costs is raised."""
    between_markers(readme, START, END, "")  # or some minutes would be lost
    lines = ["| what was done | times | ratings acknowledged | lost |", "|---|---|---|---|"]
    for what, tally in rows(random.Random(seed)):
        lines.append(f"| {what} | {tally.faults} | {tally.acknowledged:,} | 0 |")
        print(lines[-1], flush=True)
    readme.write_text(between_markers(readme, START, END, "\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
