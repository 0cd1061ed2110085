"""How the log is written: readable only by its owner, in at most three files, silently."""

import logging
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE = 256 * 1024  # bytes, beyond which a new file is begun
OLD_FILES = 2
_STAMP = "%Y-%m-%d %H:%M:%S%z"


class OwnersHandler(RotatingFileHandler):
    """Opens its file for each record: another copy of the program may have rotated it."""

    def __init__(self, file: Path) -> None:
        """Open and make nothing before the first record."""
        super().__init__(
            file,
            maxBytes=SIZE,
            backupCount=OLD_FILES,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", _STAMP))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or nothing if the disk refuses."""
        super().emit(record)
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Do nothing: logging's own handler would print over the screen."""

    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.parent.chmod(0o700)
        file.touch(mode=0o600)
        if file.is_file():  # not a device, to which a link may lead
            file.chmod(0o600)
        return super()._open()
