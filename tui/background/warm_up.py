"""What is loaded ahead, in a thread, so that no key has to wait for it."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

# Packages whose modules are imported when somebody calls them up, and modules of Textual.
_PACKAGES = ("engine.exchange", "engine.recommend", "tui")
_MODULES = ("textual.command", "textual.scrollbar", "textual.system_commands")
_COMMAND_LINE = "tui.cli"


def warm_up() -> None:
    """Import what the screen may come to need, and keep it from the search for garbage."""
    for name in _names():
        import_module(name)
    # The libraries' hundreds of thousands of objects are here to stay: to search them for garbage
    # again and again would stop the keys for a quarter of a second each time. Once, because what
    # is frozen is never freed.
    if not gc.get_freeze_count():
        gc.freeze()


def _names() -> Iterator[str]:
    yield from _MODULES
    for package in _PACKAGES:
        for _, name, _ in walk_packages(import_module(package).__path__, f"{package}."):
            if not name.startswith(_COMMAND_LINE):
                yield name
