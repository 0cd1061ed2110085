"""What is loaded ahead, in a thread, so that no key has to wait for it."""

import gc
import pkgutil
from importlib import import_module

import tui

# The command line has its own modules. The rest is what parts import when they are called up.
_ELSEWHERE = "tui.cli"
_CALLED_UP = (
    "engine.exchange.import_session",
    "engine.exchange.recommendations",
    "engine.recommend.personal_model",
    "textual.command",
    "textual.scrollbar",
    "textual.system_commands",
)


def warm_up() -> None:
    """Import every module of the screen, and what of the engine is not imported with them."""
    for _, name, _ in pkgutil.walk_packages(tui.__path__, "tui."):
        if not name.startswith(_ELSEWHERE):
            import_module(name)
    for name in _CALLED_UP:
        import_module(name)
    # The libraries' hundreds of thousands of objects are here to stay: to search them for garbage
    # again and again would stop the keys for a quarter of a second each time. Once, because what
    # is frozen is never freed.
    if not gc.get_freeze_count():
        gc.freeze()
