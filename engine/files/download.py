"""Downloads one file, and says in a sentence why a download failed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.private import make_file
from engine.files.problems import DatasetError

if TYPE_CHECKING:
    from requests import RequestException

_TIMEOUTS = (10, 30)  # seconds, to connect and between two blocks
_LEAST_PACE = 20_000  # bytes a second, on average and after the first minute
_LONGEST_REASON = 80  # letters
_BROKE_OFF = "the connection broke off before the end"


def download(
    url: str,
    target: Path,
    size: int,
    on_progress: Callable[[int, int], None],
    go_on: Callable[[], None],
) -> None:
    """Download the file at a URL, of about so many bytes, to target, where nothing is yet.

    After each block on_progress gets the bytes received and the total (0 if the server does not
    say). go_on is called ten times a second, also while nothing comes, and may raise to stop.
    Raises DatasetError if the server cannot be reached, answers with an error, stops answering,
    sends less than it announced or more than twice the size, or takes too long. The caller must
    remove an incomplete file.
    """
    # Slow to import and rarely needed.
    import requests

    from engine.files.receiving import BeyondError, Limits, Start, new_session, receive

    done = total = 0
    limits = Limits(2 * size, 60 + size / _LEAST_PACE)
    try:
        with new_session() as session, make_file(target) as file:
            session.headers["User-Agent"] = "movierec-tui"
            ask = partial(session.get, url, stream=True, timeout=_TIMEOUTS)
            for part in receive(ask, limits, go_on):
                if isinstance(part, Start):
                    total = part.length
                    continue
                file.write(part)
                done += len(part)
                on_progress(done, total)
    except requests.RequestException as error:
        raise DatasetError(f"{url}: {reason(error, begun=done > 0)}.") from error
    except BeyondError as error:
        raise DatasetError(f"{url}: {error}.") from error
    if total and done != total:
        raise DatasetError(f"{url}: {_BROKE_OFF}.")


def reason(error: "RequestException", *, begun: bool = False) -> str:
    """Why a request failed, as part of a sentence; begun: whether some of the answer had come."""
    from requests import exceptions

    if error.response is not None:
        status, words = error.response.status_code, str(error.response.reason)
        return f"the server answered {status} {words[:_LONGEST_REASON]}"
    if begun or isinstance(error, exceptions.ChunkedEncodingError):
        return _BROKE_OFF
    if isinstance(error, exceptions.Timeout):
        return "the server did not answer in time"
    if isinstance(error, exceptions.SSLError):
        return "the server's certificate is not trusted here"
    if isinstance(error, exceptions.ConnectionError):
        return "the server cannot be reached; there may be no network"
    return str(error)
