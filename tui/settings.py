"""The settings file: what the person chose, as TOML that they may edit."""

import tomllib
from pathlib import Path

from engine.files.atomic import replacing
from engine.files.regular import open_regular

MOST = 256 * 1024  # bytes
TEMPLATE = """\
# Settings of movierec-tui. The program itself writes theme, profile, dataset, model and imports.

# The model trains by itself after 20 new ratings. Uncomment this to train only with t.
# retrain = "never"

# Films have titles in English, in your system's language, and the original one. Fetch titles in
# more languages, too:
# languages = "ru, ja"

# Your own keys, by the id shown in the help (F1):
# [keys]
# train = "ctrl+t"
"""


class Settings:
    """Reads the file once, and writes each change at once; keeps the person's comments."""

    def __init__(self, path: Path) -> None:
        """Read the file; if that fails, it counts as empty, and trouble says why."""
        self.trouble = ""
        self._path = path
        self._readable = True
        self._values: dict[str, object] = {}
        try:
            self._values = tomllib.loads(_text(path))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, RecursionError) as error:
            self._readable = False
            why = getattr(error, "strerror", None) or error
            self.trouble = (
                f"{path}: the settings cannot be read ({why}). Correct or delete the file."
            )

    def text(self, name: str) -> str | None:
        """A setting that is text; None if it is absent or not text."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def keys(self) -> dict[str, str]:
        """The person's own keys, by binding id."""
        table = self._values.get("keys")
        if not isinstance(table, dict):
            return {}
        return {str(name): str(key) for name, key in table.items() if isinstance(key, str)}

    def remember(self, name: str, value: str) -> None:
        """Set and save; a file that could not be read is not overwritten.

        Afterwards trouble says what went wrong, if anything.
        """
        if self.text(name) == value:
            return
        self._values[name] = value
        if not self._readable:
            return
        self.trouble = ""
        import tomlkit  # reading needs only the standard library, which loads sooner

        try:
            written = _text(self._path) if self._path.exists() else TEMPLATE
            document = tomlkit.parse(written)
            document[name] = value
            with replacing(self._path) as half_written:
                half_written.write_text(tomlkit.dumps(document), encoding="utf-8")
        except (OSError, ValueError, RecursionError) as error:
            why = getattr(error, "strerror", None) or error
            self.trouble = f"{self._path}: the settings cannot be written ({why})."


def _text(path: Path) -> str:
    """The text of the file; raises OSError, and ValueError for what is no text or too long."""
    with open_regular(path) as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise ValueError(f"it is larger than {MOST // 1024} kB")
    # As an editor would show it, whatever system the file came from.
    return content.decode("utf-8").replace("\r\n", "\n")
