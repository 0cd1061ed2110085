"""One run of the app until it recommends: python -m bench.train_once.

Prints, as JSON, what the process holds in memory then and held at most, in bytes; nothing if
the system does not report it. It imports as little as the program itself does.
"""

import asyncio
import json
import re
from pathlib import Path

from bench.first_paint import PROFILE
from engine.catalogue.sources import BUNDLED_NAME
from tui.app import MovieRecApp

STATUS = Path("/proc/self/status")  # on Linux only
SIZE = (120, 36)
WAIT = 0.1
SETTLE = 2.0  # seconds for the screens to be drawn, and for unused memory to be freed


async def trained() -> None:
    """Start the app with the bundled data, train with the default settings, recommend."""
    app = MovieRecApp(dataset=BUNDLED_NAME, profile=PROFILE)
    async with app.run_test(size=SIZE) as pilot:
        while app.state.engine == "engine loading":
            await asyncio.sleep(WAIT)
        app.parts.training.start()
        while not app.state.is_trained:
            await asyncio.sleep(WAIT)
        await pilot.press("f3")
        await asyncio.sleep(SETTLE)
        print(json.dumps(resident()))


def resident() -> dict[str, int]:
    """Bytes in memory now and at most; empty if the system does not report them."""
    if not STATUS.exists():
        return {}
    told = STATUS.read_text(encoding="utf-8")
    kilobytes = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB$", told, re.MULTILINE))
    return {"now": 1024 * int(kilobytes["VmRSS"]), "most": 1024 * int(kilobytes["VmHWM"])}


if __name__ == "__main__":
    asyncio.run(trained())
