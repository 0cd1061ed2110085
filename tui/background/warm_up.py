"""Imports modules in advance, in a thread, so that no key has to wait for them."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

# Packages whose modules are otherwise imported at their first use, and modules of Textual.
_PACKAGES = ("engine.exchange", "engine.recommend", "tui")
_MODULES = ("textual.command", "textual.scrollbar", "textual.system_commands")
_COMMAND_LINE = "tui.cli"


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
            if not name.startswith(_COMMAND_LINE):
                yield name
