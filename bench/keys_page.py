"""docs/keys.md: every key of the app, from the bindings themselves."""

import inspect
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding

import tui
from tui.app import MovieRecApp
from tui.places import PLACES

HEAD = """\
# Keys

`make pages` writes this page from the bindings of the app. Each key can be changed in the settings
file, by the name in the last column:

```toml
[keys]
train = "ctrl+t"
```

Letters and digits belong to lists, so that typing in a search box types. `F1` shows the keys that
are heard where you are.
"""
TABLE = "| Key | What it does | Name |\n|---|---|---|\n"
HEADINGS = {
    "tui.app:MovieRecApp": "Everywhere",
    "tui.widgets.item_list:ItemList": "Every list",
    "tui.widgets.movie_table:MovieTable": "Every list of movies",
}
FIRST = ("tui.app", "tui.widgets", *(place.screen.partition(":")[0] for place in PLACES))


def keys_page() -> str:
    """The page, a table for each thing that hears keys."""
    app = MovieRecApp()
    tables = [
        f"## {_heading(place)}\n\n{TABLE}{_rows(app, bindings)}"
        for place, bindings in sorted(_heard(), key=lambda heard: _rank(heard[0]))
    ]
    return "\n".join([HEAD, *tables])


def _heard() -> Iterator[tuple[str, Sequence[Binding]]]:
    """What hears keys, as module:name, and which keys."""
    for _, module, _ in walk_packages(tui.__path__, "tui."):
        if not module.startswith("tui.cli"):
            for name, value in vars(import_module(module)).items():
                bindings = _bindings_of(module, value)
                if bindings:
                    yield f"{module}:{name}", bindings


def _bindings_of(module: str, value: object) -> Sequence[Binding]:
    """The bindings of a class that is defined in a module, or of a constant that lists them."""
    if inspect.isclass(value):
        own = value.__dict__.get("BINDINGS", ()) if value.__module__ == module else ()
        return list(Binding.make_bindings(own))
    if isinstance(value, tuple) and value and all(isinstance(each, Binding) for each in value):
        return value
    return ()


def _rows(app: MovieRecApp, bindings: Sequence[Binding]) -> str:
    """A line for each thing that can be done, with all the keys that do it."""
    keys: dict[tuple[str, str], dict[str, None]] = {}
    for binding in Binding.make_bindings(bindings):
        if binding.description:
            shown = keys.setdefault((binding.description, binding.id or ""), {})
            shown[binding.key_display or app.get_key_display(binding)] = None
    lines = (
        f"| {' '.join(f'`{key}`' for key in shown)} | {description} | {name} |\n"
        for (description, name), shown in keys.items()
    )
    return "".join(lines)


def _rank(place: str) -> tuple[int, str]:
    ranks = [rank for rank, start in enumerate(FIRST) if place.startswith(start)]
    return (ranks[0] if ranks else len(FIRST)), place


def _heading(place: str) -> str:
    """The folder and the name of what hears the keys, in words."""
    if place in HEADINGS:
        return HEADINGS[place]
    module, _, name = place.partition(":")
    folder = module.split(".")[1].replace("_", " ").capitalize()
    words = name.replace("_", " ") if name.isupper() else re.sub(r"(?<!^)(?=[A-Z])", " ", name)
    return f"{folder}: {words.lower()}"
