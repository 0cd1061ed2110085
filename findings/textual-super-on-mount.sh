#!/usr/bin/env bash
# Textual calls the on_mount of each class by itself, from the subclass up: one that calls
# super().on_mount(), as Python has it elsewhere, runs the base class's twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from textual.app import App

calls = []


class Base(App):
    def on_mount(self):
        calls.append("Base")


class Overriding(Base):
    def on_mount(self):
        calls.append("Overriding")


class CallingSuper(Base):
    def on_mount(self):
        super().on_mount()
        calls.append("CallingSuper")


async def calls_of(app):
    calls.clear()
    async with app().run_test() as pilot:
        await pilot.pause()
    return list(calls)


print("textual", version("textual"))
overriding = asyncio.run(calls_of(Overriding))
calling = asyncio.run(calls_of(CallingSuper))
print("An overridden on_mount runs all the same; with super().on_mount() it runs twice.")
print("Seen without super():", overriding)
print("Seen with super():", calling)
if overriding != ["Overriding", "Base"] or calling != ["Base", "CallingSuper", "Base"]:
    sys.exit("The behaviour has changed.")
PYTHON
