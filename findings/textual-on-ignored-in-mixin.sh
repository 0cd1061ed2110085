#!/usr/bin/env bash
# @on in a class that is no MessagePump, such as a plain mixin, is ignored without a word, where a
# handler found by its name is called from the same class.
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

from textual import on
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Button

called = []


class Mixin:
    @on(Button.Pressed)
    def decorated(self):
        called.append("decorated")

    def on_button_pressed(self):
        called.append("named")


class PumpMixin(MessagePump):
    @on(Button.Pressed)
    def decorated(self):
        called.append("decorated")


class WithMixin(Mixin, App):
    def compose(self):
        yield Button("Press")


class WithPumpMixin(PumpMixin, App):
    def compose(self):
        yield Button("Press")


async def called_in(app):
    called.clear()
    async with app().run_test() as pilot:
        await pilot.click(Button)
        await pilot.pause()
    return list(called)


print("textual", version("textual"))
mixin, pump = asyncio.run(called_in(WithMixin)), asyncio.run(called_in(WithPumpMixin))
print("A method with @on in a plain mixin is never called, and nothing says so.")
print("Seen with a plain mixin:", mixin)
print("Seen with a mixin that is a MessagePump:", pump)
if mixin != ["named"] or pump != ["decorated"]:
    sys.exit("The behaviour has changed.")
PYTHON
