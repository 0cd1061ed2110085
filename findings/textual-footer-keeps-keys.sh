#!/usr/bin/env bash
# Each time the keys change, Textual's Footer makes new widgets for them. Those of before stay in
# memory, since each is still tied to the footer's attribute compact.
# Known: https://github.com/Textualize/textual/issues/6666
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import gc
import sys
from importlib.metadata import version

from textual.app import App
from textual.widgets import Button, Footer, Input
from textual.widgets._footer import FooterKey

FOCUSES = 20


class TwoFields(App):
    BINDINGS = [("a", "bell", "Ring")]

    def compose(self):
        yield Input()
        yield Button("A button")
        yield Footer()


async def counted():
    async with TwoFields().run_test() as pilot:
        shown, held = [], []
        for _ in range(FOCUSES):
            await pilot.press("tab")
            await pilot.pause()
            gc.collect()
            shown.append(len(pilot.app.query(FooterKey)))
            held.append(sum(isinstance(each, FooterKey) for each in gc.get_objects()))
        pilot.app.query_one(Footer).mutate_reactive(Footer.compact)
        await pilot.pause()
        gc.collect()
        return shown, held, sum(isinstance(each, FooterKey) for each in gc.get_objects())


print("textual", version("textual"))
shown, held, after = asyncio.run(counted())
print("The footer keeps every key that it showed before, until its attribute compact changes.")
print("Seen: keys shown, by change of the focus:", *shown)
print("Seen: keys in memory, by change of the focus:", *held)
print("Seen: keys in memory after mutate_reactive(Footer.compact):", after)
if held[-1] - held[0] < FOCUSES / 2 or max(shown) > 2 or after > 2:
    sys.exit("The behaviour has changed.")
PYTHON
