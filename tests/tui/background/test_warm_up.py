"""What is imported ahead: told by a fresh interpreter that then does everything by key."""

import json
import subprocess
import sys

TOUR = """
import asyncio
import json
import sys
from pathlib import Path
from tests.conftest import write_folder
from tui.background.engine_calls import EngineCalls
from tui.app import MovieRecApp

folder = write_folder(Path(sys.argv[1]) / "films")
exports = Path(sys.argv[1]) / "exports"
exports.mkdir()
header, row = "Date,Name,Year,Letterboxd URI,Rating", "2021-03-04,The Matrix,1999,,4"
(exports / "ratings.csv").write_text(f"{header}\\n{row}\\n")


def modules():
    return {name for name in sys.modules if name.split(".")[0] in ("tui", "engine", "textual")}


async def tour():
    app = MovieRecApp(str(folder), "ann", EngineCalls())
    app.animation_level = "none"
    app.settings.remember("imports", str(exports))
    app.settings.remember("retrain", "never")  # training by itself, in its thread, imports more
    async with app.run_test(size=(100, 40)) as pilot:
        while app.state.engine == "engine loading":
            await pilot.pause(0.05)
        before = modules()
        for keys in (
            "down 5 4 u + f2 down enter escape s escape".split(),
            "n 5 v right escape".split(),
            "f3 f4 f5 m m f2 down e escape".split(),
            "P a escape r escape b escape escape".split(),
            "f1 escape".split(),
            "i down enter".split(),
        ):
            for key in keys:
                await pilot.press({"+": "plus"}.get(key, key))
                await pilot.pause(0.05)
        await pilot.pause(0.5)
        await pilot.press("enter", "escape", "escape")
        await app.run_action("do('steering', 'open')")
        await pilot.press(*["down"] * 4, "enter", "escape")
        app.parts.exports.ratings("json")
        await pilot.press("escape", "ctrl+p")
        await pilot.pause(0.3)
        return sorted(modules() - before)


print(json.dumps(asyncio.run(tour())))
"""


def test_no_key_waits_for_an_import(home: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOUR, str(home)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
