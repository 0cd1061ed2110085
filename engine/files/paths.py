"""Where the program keeps its files; nothing here creates a folder."""

import os
from pathlib import Path

import platformdirs

_APP = "movierec-tui"


def _home() -> Path | None:
    """The folder that MOVIEREC_HOME names; None when it is unset or empty."""
    home = os.environ.get("MOVIEREC_HOME", "")
    return Path(home).expanduser() if home else None


def data_folder() -> Path:
    """Profiles, downloaded data sets and trained models."""
    home = _home()
    return home / "data" if home else platformdirs.user_data_path(_APP, appauthor=False)


def config_folder() -> Path:
    """The settings, which the person edits by hand."""
    home = _home()
    return home / "config" if home else platformdirs.user_config_path(_APP, appauthor=False)


def columns_folder() -> Path:
    """The cached columns of large data sets, one folder each; they can be made again."""
    home = _home()
    cache = home / "cache" if home else platformdirs.user_cache_path(_APP, appauthor=False)
    return cache / "columns"


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
    home = _home()
    folder = home / "log" if home else platformdirs.user_log_path(_APP, appauthor=False)
    return folder / f"{_APP}.log"
