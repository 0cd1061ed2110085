"""Downloading one file, and saying in a sentence why that failed."""

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
    """What pooch takes for a progress bar."""

    def __init__(self, on_progress: Callable[[int, int], None]) -> None:
        self.total = 0  # set by pooch, from Content-Length
        self.done = 0
        self._on_progress = on_progress

    def update(self, count: int) -> None:
        # pooch counts the last block as a whole one, so the sum can go beyond the total.
        self.done = min(self.done + count, self.total or self.done + count)
        self._on_progress(self.done, self.total)

    def reset(self) -> None:
        """Pooch empties the bar before it fills it at the end; here it is full already."""

    def close(self) -> None:
        pass


def download(url: str, target: Path, on_progress: Callable[[int, int], None]) -> None:
    """Write what lies at a URL to target.

    on_progress gets the bytes that are here and those in all (0 where the server does not say)
    after each block, and may raise to stop. Raises DatasetError where the server cannot be
    reached, answers with an error or falls silent, or sends less than it announced. A file that
    is not complete stays for the caller to remove.
    """
    # Slow to import, and needed by few.
    import pooch
    import requests

    progress = _Progress(on_progress)
    fetch = pooch.HTTPDownloader(
        progressbar=progress,
        chunk_size=_BLOCK,
        # A body that is not compressed once more is as long as Content-Length says.
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
    """Why a request failed, as a part of a sentence; begun: part of the answer had come."""
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
