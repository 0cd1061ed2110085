"""Imports modules in advance, in a thread, so that no key has to wait for them."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

# Packages whose modules are otherwise imported at their first use, and single modules.
_PACKAGES = ("engine.exchange", "engine.recommend", "tui")
_MODULES = (
    "engine.facts.people",
    "engine.profile.restoring",
    "textual.scrollbar",
)
_NOT_OF_THE_SCREENS = ("tui.cli", "tui.serve")


def warm_up() -> None:
    """Import what the screens may need, and exempt it from garbage collection."""
    for name in _names():
        import_module(name)
    # The libraries' hundreds of thousands of objects stay for good: each full collection that went
    # through them would delay keys by a quarter of a second. Only once, because frozen objects are
    # never freed.
    if not gc.get_freeze_count():
        gc.freeze()


def _names() -> Iterator[str]:
    yield from _MODULES
    for package in _PACKAGES:
        for _, name, _ in walk_packages(import_module(package).__path__, f"{package}."):
            if not name.startswith(_NOT_OF_THE_SCREENS):
                yield name
