"""What `doctor` checks on the disk: folders, the profiles' file, data sets and models.

Nothing here makes, repairs or moves anything. The lines hold sizes and numbers, but never the name
of a profile, or of a model's file, which contains one.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from engine.files import paths
from engine.profile.storage import inspection
from engine.profile.storage.backups import Backup, Backups
from engine.profile.storage.journal import Journal
from engine.profile.storage.schema import MIGRATIONS
from tui.log import error_log
from tui.settings import Settings

Tell = Callable[[], str]
Check = tuple[str, Tell]

NO_FILE = "no file yet"
READ_BACK = "Start the program: it restores the ratings from its journal and backups."


class FaultError(Exception):
    """Something is wrong; the text says what."""


def checks() -> Iterator[Check]:
    """The checks: a name, and a function that returns the result, or raises FaultError or more."""
    yield "data folder", lambda: _place(paths.data_folder(), is_folder=True)
    yield "config folder", lambda: _place(paths.config_folder(), is_folder=True)
    yield "data sets folder", lambda: _place(paths.datasets_folder(), is_folder=True)
    yield "models folder", lambda: _place(paths.models_folder(), is_folder=True)
    yield "facts folder", lambda: _place(paths.facts_folder(), is_folder=True)
    yield "columns folder", lambda: _place(paths.columns_folder(), is_folder=True)
    yield "settings file", lambda: _place(paths.settings_file(), is_folder=False)
    yield "log file", lambda: _place(paths.log_file(), is_folder=False)
    yield "profiles file", lambda: _place(paths.profiles_file(), is_folder=False)
    yield "profiles' schema", lambda: _schema(paths.profiles_file())
    yield "profiles' check", lambda: _check(paths.profiles_file())
    yield "profiles", lambda: _count(paths.profiles_file(), inspection.profiles)
    yield "ratings", lambda: _count(paths.profiles_file(), inspection.ratings)
    yield "journal", lambda: _journal(_changes().path)
    yield "backups", _backups
    yield "data sets", _datasets
    yield "models", _models
    yield "facts", _facts
    yield "settings", _settings
    yield "last error", lambda: error_log.last_error() or "none"


def _place(path: Path, *, is_folder: bool) -> str:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _absent(path)
    if path.is_dir() != is_folder:
        raise FaultError(f"{path}: is {'not ' if is_folder else ''}a folder")
    size = _shown(_size(path))
    if not os.access(path, os.W_OK | (os.X_OK if is_folder else 0)):
        raise FaultError(f"{path}: exists, cannot be written, {size}")
    return f"{path}: exists, can be written, {size}"


def _absent(path: Path) -> str:
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return f"{path}: does not exist yet"
    raise FaultError(f"{path}: does not exist, and nothing can be made in {above}")


def _schema(path: Path) -> str:
    if not path.exists():
        return NO_FILE
    version, known = inspection.schema_version(path), len(MIGRATIONS)
    if version > known:
        raise FaultError(f"version {version}, newer than {known}: update the program to rate")
    return f"version {version} of {known}"


def _check(path: Path) -> str:
    if not path.exists() or not path.stat().st_size:
        if _changes().has_something or _copies():
            raise FaultError(f"missing or empty. {READ_BACK}")
        return NO_FILE
    damage = inspection.damage(path)
    if damage:
        raise FaultError(f"damaged: {damage}. {READ_BACK}")
    return "ok"


def _count(path: Path, count: Callable[[Path], int]) -> str:
    return str(count(path)) if path.exists() else NO_FILE


def _changes() -> Journal:
    return Journal(paths.profiles_file().with_suffix(".journal"))


def _journal(path: Path) -> str:
    return _shown(path.stat().st_size) if path.exists() else NO_FILE


def _copies() -> list[Backup]:
    return Backups(paths.profiles_file(), time.time).all()


def _backups() -> str:
    copies = _copies()
    if not copies:
        return "none yet"
    newest = datetime.fromtimestamp(copies[0].made_at, UTC)
    told = f"{len(copies)}, the newest from {newest:%Y-%m-%d %H:%M} UTC"
    spoiled = sum(not copy.is_whole for copy in copies)
    if spoiled:
        raise FaultError(f"{told}; {spoiled} damaged")
    return told


def _datasets() -> str:
    import data

    folder = paths.datasets_folder()
    found = sorted(folder.iterdir()) if folder.exists() else []
    told = [f"bundled {_shown(_size(data.FOLDER))}"]
    return ", ".join([*told, *(f"{each.name} {_shown(_size(each))}" for each in found)])


def _models() -> str:
    folder = paths.models_folder()
    found = sorted(folder.iterdir()) if folder.exists() else []
    return ", ".join(_shown(_size(each)) for each in found) or "none yet"


def _facts() -> str:
    """What is known about the movies of the data set that the app used last."""
    folder = paths.facts_folder()
    if not folder.exists() or not any(folder.iterdir()):
        return "none yet"
    from engine.catalogue.sources import open_dataset
    from engine.facts.finding import find

    facts = find(open_dataset(Settings(paths.settings_file()).text("dataset")))
    if facts is None:
        return "none for the movies in use"
    return " ".join(["read", *(f"· {problem}" for problem in facts.remarks)])


def _settings() -> str:
    trouble = Settings(paths.settings_file()).trouble
    if trouble:
        raise FaultError(trouble)
    return "fine"


def _size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder and its subfolders."""
    if not path.is_dir():
        return path.stat().st_size

    def refuse(error: OSError) -> None:
        raise error

    inside = (Path(at, name) for at, _, names in os.walk(path, onerror=refuse) for name in names)
    return sum(each.lstat().st_size for each in inside)


def _shown(size: int) -> str:
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1e3:.1f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
