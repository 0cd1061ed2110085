"""Downloads one file, and says in a sentence why a download failed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.problems import DatasetError

if TYPE_CHECKING:
    from requests import RequestException

_BLOCK = 64 * 1024
_TIMEOUTS = (10, 30)  # seconds, to connect and between two blocks
_BROKE_OFF = "the connection broke off before the end"


class _Progress:
    """The progress bar that pooch expects."""

    def __init__(self, on_progress: Callable[[int, int], None]) -> None:
        self.total = 0  # set by pooch, from Content-Length
        self.done = 0
        self._on_progress = on_progress

    def update(self, count: int) -> None:
        # pooch counts the last block as a full one, so the sum can exceed the total.
        self.done = min(self.done + count, self.total or self.done + count)
        self._on_progress(self.done, self.total)

    def reset(self) -> None:
        """Do nothing: pooch resets the bar to fill it at the end, but it is already full."""

    def close(self) -> None:
        pass


def download(url: str, target: Path, on_progress: Callable[[int, int], None]) -> None:
    """Download the file at a URL to target.

    After each block on_progress gets the bytes received and the total (0 if the server does not
    say); it may raise to stop. Raises DatasetError if the server cannot be reached, answers with
    an error, stops answering, or sends less than it announced. The caller must remove an
    incomplete file.
    """
    # Slow to import and rarely needed.
    import pooch
    import requests

    progress = _Progress(on_progress)
    fetch = pooch.HTTPDownloader(
        progressbar=progress,
        chunk_size=_BLOCK,
        # Unless the server compresses the body, it is as long as Content-Length says.
        headers={"User-Agent": "movierec-tui", "Accept-Encoding": "identity"},
        timeout=_TIMEOUTS,
    )
    try:
        fetch(url, str(target), None)
    except requests.RequestException as error:
        raise DatasetError(f"{url}: {reason(error, begun=progress.done > 0)}.") from error
    if progress.total and target.stat().st_size != progress.total:
        raise DatasetError(f"{url}: {_BROKE_OFF}.")


def reason(error: "RequestException", *, begun: bool = False) -> str:
    """Why a request failed, as part of a sentence; begun: whether some of the answer had come."""
    from requests import exceptions

    if error.response is not None:
        return f"the server answered {error.response.status_code} {error.response.reason}"
    if begun or isinstance(error, exceptions.ChunkedEncodingError):
        return _BROKE_OFF
    if isinstance(error, exceptions.Timeout):
        return "the server did not answer in time"
    if isinstance(error, exceptions.SSLError):
        return "the server's certificate is not trusted here"
    if isinstance(error, exceptions.ConnectionError):
        return "the server cannot be reached; there may be no network"
    return str(error)
