#!/usr/bin/env bash
# A worker with exclusive=True and thread=True cancels the worker before it in name alone: its
# thread runs on beside the newer one, and to its end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import sys
import threading
from importlib.metadata import version

from textual import work
from textual.app import App

log = []
newer_started, older_ended = threading.Event(), threading.Event()


class Working(App):
    @work(exclusive=True, thread=True)
    def older(self):
        newer_started.wait(10)
        log.append("the older thread works on")
        older_ended.set()

    @work(exclusive=True, thread=True)
    def newer(self):
        newer_started.set()
        older_ended.wait(10)
        log.append("the newer thread ends")


async def main():
    async with Working().run_test() as pilot:
        older = pilot.app.older()
        await pilot.pause()
        newer = pilot.app.newer()
        await pilot.app.workers.wait_for_complete([newer])
        return older.state.name


print("textual", version("textual"))
state = asyncio.run(main())
print("An exclusive thread worker marks the older one as cancelled, but its thread runs on.")
print(f"Seen: the older worker is {state};", ", then ".join(log))
if state != "CANCELLED" or log != ["the older thread works on", "the newer thread ends"]:
    sys.exit("The behaviour has changed.")
PYTHON
