"""Where the program keeps its files; nothing here creates a folder.

What tells a path raises PathError where the person has no home folder that it could be in.
"""

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from engine.files.problems import UserFacingError

_APP = "movierec-tui"


class PathError(UserFacingError):
    """A path into a home folder that is not there."""


def expanded(path: Path) -> Path:
    """The path, its ~ or ~name replaced by that home folder; raises PathError if there is none."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise PathError(
            f"{path}: {path.parts[0]} is nobody's home folder here. Give the whole path."
        ) from error


def persons_home() -> Path:
    """The person's home folder; where they have none, the folder they are in."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def _folder(name: str, usual: Callable[..., Path]) -> Path:
    """The folder of that name in the one that MOVIEREC_HOME names; if it is unset, the usual."""
    home = os.environ.get("MOVIEREC_HOME", "")
    try:
        if home:
            return Path(home).expanduser() / name
        return usual(_APP, appauthor=False).expanduser()
    except RuntimeError as error:
        what = "there is no such home folder" if home else "you have no home folder here"
        raise PathError(
            f"MOVIEREC_HOME is {home or 'not set'}, and {what}. Set it to a folder of yours."
        ) from error


def data_folder() -> Path:
    """Profiles, downloaded data sets and trained models."""
    return _folder("data", platformdirs.user_data_path)


def config_folder() -> Path:
    """The settings, which the person edits by hand."""
    return _folder("config", platformdirs.user_config_path)


def columns_folder() -> Path:
    """The cached columns of large data sets, one folder each; they can be made again."""
    return _folder("cache", platformdirs.user_cache_path) / "columns"


def profiles_file() -> Path:
    """The one SQLite file with everybody's ratings."""
    return data_folder() / "profiles.sqlite3"


def datasets_folder() -> Path:
    """The downloaded data sets, one folder each."""
    return data_folder() / "datasets"


def models_folder() -> Path:
    """The checkpoints of trained models."""
    return data_folder() / "models"


def facts_folder() -> Path:
    """Facts about movies, one file for each data set."""
    return data_folder() / "facts"


def settings_file() -> Path:
    """The settings, in TOML."""
    return config_folder() / "settings.toml"


def log_file() -> Path:
    """The program's own log."""
    return _folder("log", platformdirs.user_log_path) / f"{_APP}.log"
