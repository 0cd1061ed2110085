"""Textual's private names: each of these tests fails where a new version has changed one."""

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.css.stylesheet import Stylesheet
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Button, Input

from tui.textual_internals import (
    add_keys,
    hear_of_crash,
    is_stopped,
    take_styles_as_parsed,
)


class Place(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Button("Here")


class Places(App[None]):
    """An app of two places, the second of which may take the styles as they are."""

    CSS = "Button { color: red; }"

    def __init__(self, *, as_parsed: bool) -> None:
        super().__init__()
        self.as_parsed = as_parsed
        self.add_mode("first", Place)
        self.add_mode("second", self.second)

    def on_mount(self) -> None:
        self.switch_mode("first")

    def second(self) -> Place:
        place = Place()
        if self.as_parsed:
            take_styles_as_parsed(self, place)
        return place


@pytest.mark.parametrize("as_parsed", [True, False])
async def test_a_place_that_takes_the_styles_as_they_are_parses_none_anew(
    as_parsed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Places(as_parsed=as_parsed)
    parsed: list[str] = []

    def reparse(sheet: Stylesheet) -> None:
        parsed.append("anew")
        usual(sheet)

    usual = Stylesheet.reparse
    async with app.run_test() as pilot:
        monkeypatch.setattr(Stylesheet, "reparse", reparse)
        await app.switch_mode("second")
        await pilot.pause()
        assert app.screen.query_one(Button).styles.color.rgb == (255, 0, 0)
    assert bool(parsed) is not as_parsed


async def test_keys_of_one_widget_come_before_those_of_its_class() -> None:
    class Box(Input):
        BINDINGS: ClassVar = [Binding("f5", "app.say('class')"), Binding("f6", "app.say('all')")]

    class Boxes(App[None]):
        said: ClassVar[list[str]] = []

        def compose(self) -> ComposeResult:
            for name in ("own", "usual"):
                box = Box(id=name)
                if name == "own":
                    add_keys(box, [Binding("f5", "app.say('own')", "Own")])
                yield box

        def action_say(self, what: str) -> None:
            self.said.append(what)

    app = Boxes()
    async with app.run_test() as pilot:
        await pilot.press("f5", "f6")
        app.query_one("#usual").focus()
        await pilot.press("f5")
    assert app.said == ["own", "all", "class"]


async def test_an_error_that_ends_the_app_is_heard_of() -> None:
    heard: list[Exception] = []
    app = App[None]()
    hear_of_crash(app, heard.append)

    def broken() -> None:
        raise ZeroDivisionError("the sky fell")

    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            app.call_later(broken)
            await pilot.pause()
    assert [str(error) for error in heard] == ["the sky fell"]


def test_an_event_that_a_widget_keeps_says_so() -> None:
    key = Key("a", "a")
    assert not is_stopped(key)
    key.stop()
    assert is_stopped(key)
