"""make fuzz: every reader against damaged samples, for as long as it is told."""

import random
import sys
import tempfile
import time
from pathlib import Path

from engine.exchange.reading import read_export
from engine.exchange.records import ExchangeError
from tests.engine.exchange.samples import SAMPLES

ODD = (
    *(
        b"1e400",
        b"NaN",
        b"-1",
        b'"',
        b"\0",
        b"\x1b[2J",
        b"\xff\xfe",
        b"\n",
        b"\r",
        b",",
        b"[",
        b"{",
    ),
    *(b"9" * 5000, b"\xed\xa0\x80", b"0001-01-01T00:00:00+23:59", b"\xc2\xb2", b"PK\x03\x04"),
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content after some cuts, repeats, flips and odd insertions."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(made) + 1) for _ in range(2))
        match chance.randrange(4):
            case 0:
                made[at:end] = b""
            case 1:
                made[at:at] = made[at:end]
            case 2 if at < len(made):
                made[at] = chance.randrange(256)
            case _:
                made[at:at] = chance.choice(ODD)
    return bytes(made)


def main(seconds: float) -> None:
    """Print how many damaged files each reader has stood; an input that breaks it is raised."""
    chance = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in SAMPLES.items():
            path, end, count = Path(folder) / name, time.monotonic() + seconds, 0
            while time.monotonic() < end:
                made = damaged(content, chance)
                path.write_bytes(made)
                try:
                    read_export(path)
                except ExchangeError:
                    pass
                except Exception as error:
                    raise AssertionError(f"{name}: {made!r}") from error
                count += 1
            print(f"{name}: {count:,} damaged files, none raised anything but ExchangeError")


if __name__ == "__main__":
    main(float(sys.argv[1]))
