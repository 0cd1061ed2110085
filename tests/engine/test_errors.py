"""What the engine raises for the person is told apart from mistakes in it by one class."""

import inspect
import pkgutil
from importlib import import_module

import engine
from engine.files.problems import UserFacingError

# Caught by the module that raises it, or by those that call it.
INTERNAL = {
    "engine.catalogue.plain_layout.OtherLayoutError",
    "engine.facts.sparql._LaterError",
    "engine.files.receiving.BeyondError",
    "engine.files.receiving._GoneError",
}


def test_every_error_is_for_the_person_or_for_the_module_alone_that_raises_it() -> None:
    names = [name for _, name, _ in pkgutil.walk_packages(engine.__path__, "engine.")]
    errors = {
        f"{kind.__module__}.{kind.__qualname__}": kind
        for module in map(import_module, names)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, BaseException) and kind.__module__ == module.__name__
    }
    assert "engine.model.checkpoint.CheckpointError" in errors
    others = {name for name, kind in errors.items() if not issubclass(kind, UserFacingError)}
    assert others == INTERNAL
