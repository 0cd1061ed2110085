"""The tables of places and of parts: each is the only source of what it says."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui
from tests.tui.alone import alone
from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.parts import Parts
from tui.places import PLACES, Entry

# An action that a key, a button or a link names: do('part', 'verb', ...).
DO = re.compile(r"\bdo\(('\w+', '\w+'[^)]*)\)")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_a_place_has_its_key_its_label_and_its_screen(
    engine: FakeEngine, place: Entry
) -> None:
    async with started(engine, place.key) as app:
        assert f"▌{place.key.upper()} {place.label}▐" in app.screen()
        assert app.app.current_mode == place.name


def actions() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every do(...) that stands in the sources of the screen, and where."""
    for file in sorted(Path(tui.__file__).parent.rglob("*.py")):
        for named in DO.findall(file.read_text(encoding="utf-8")):
            arguments = re.sub(r"\{\w+\}", "x", named)
            yield file.name, ast.literal_eval(f"({arguments},)")


def test_every_key_names_a_part_and_one_of_its_verbs(engine: FakeEngine) -> None:
    parts = Parts(alone(engine).context).named()
    found = list(actions())
    assert len(found) > 10
    for where, (part, verb, *arguments) in found:
        assert part in parts, where
        signature = inspect.signature(getattr(parts[str(part)], str(verb)))
        signature.bind(*arguments)  # raises where it takes something else


def test_every_command_of_the_palette_is_a_verb_of_its_part(engine: FakeEngine) -> None:
    for part in Parts(alone(engine).context).all():
        for command in part.commands():
            inspect.signature(getattr(part, command.verb)).bind(*command.arguments)


def test_no_screen_or_part_stands_on_another_to_get_at_its_methods() -> None:
    """At most one class of ours is among the ancestors of each."""
    for cls in classes():
        ours = [base for base in cls.__mro__[1:] if base.__module__.startswith("tui.")]
        assert len(ours) <= 1, f"{cls.__module__}.{cls.__name__}: {ours}"


def classes() -> Iterator[type]:
    """Every class that is defined in a module of the screen."""
    from importlib import import_module
    from pkgutil import walk_packages

    for _, name, _ in walk_packages(tui.__path__, "tui."):
        for _, cls in inspect.getmembers(import_module(name), inspect.isclass):
            if cls.__module__ == name:
                yield cls
