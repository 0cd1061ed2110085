"""Receives what a server answers, of whom nothing is trusted: not its length, pace or packing.

The asking is done in a thread of its own. So whoever waits can stop at once, even where the
network is silent, or where a byte a second keeps every timeout from being reached.
"""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import NamedTuple

import requests
from urllib3.exceptions import HTTPError, InvalidHeader, ReadTimeoutError
from urllib3.util import Retry

BLOCK = 64 * 1024  # bytes
_NAP = 0.1  # seconds between two looks whether to stop
_AHEAD = 8  # blocks that may wait to be taken
_GZIP = 31  # zlib's number for it


class BeyondError(Exception):
    """An answer beyond what is taken from a server; its text is a part of a sentence."""


class Limits(NamedTuple):
    """How many bytes an answer may have, unpacked, and how many seconds it may take in all."""

    most: int
    seconds: float


class Start(NamedTuple):
    """An answer begins; length: the bytes that are announced, 0 if the server does not say."""

    length: int


_Item = Start | bytes | Exception | None


def receive(
    ask: Callable[[], requests.Response], limits: Limits, go_on: Callable[[], None]
) -> Iterator[Start | bytes]:
    """Yield Start and then the blocks of an answer as they come, each of at most BLOCK bytes.

    ask: sends the request, with stream=True and new_session's session. go_on: is called ten times
    a second and may raise to stop. Raises requests.RequestException if there is no answer, one of
    an error, or less than was announced; BeyondError for one beyond the limits.
    """
    end = time.monotonic() + limits.seconds
    inbox: Queue[_Item] = Queue(_AHEAD)
    gone = Event()
    # A daemon, lest the program wait at its end for a server that never ends.
    Thread(target=_work, args=(ask, inbox, gone), daemon=True).start()
    size, looked = 0, -_NAP
    try:
        while True:
            # Not at each block: an answer that comes at once is used, though somebody has stopped.
            if time.monotonic() - looked >= _NAP:
                go_on()
                looked = time.monotonic()
            if looked > end:
                raise BeyondError(
                    f"the server had not sent everything after {_told(limits.seconds)}"
                )
            try:
                item = inbox.get(timeout=_NAP)
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            size += item.length if isinstance(item, Start) else len(item)
            if size > limits.most:
                raise BeyondError(
                    f"the server sends more than {limits.most / 1e6:,.0f} MB, so this is not what "
                    "was asked for"
                )
            size = 0 if isinstance(item, Start) else size
            yield item
    finally:
        gone.set()


def new_session() -> requests.Session:
    """A session that reads nothing of an answer by itself."""
    session = requests.Session()
    session.headers["Accept-Encoding"] = "identity"
    # Before it follows a redirection, requests reads all of its body, which may never end.
    session.hooks["response"].append(_without_redirections_body)
    return session


def asked_wait(response: requests.Response | None) -> float | None:
    """The seconds to wait by a Retry-After header, which gives seconds or a date."""
    header = response.headers.get("Retry-After", "").strip() if response is not None else ""
    try:
        # A number of any length: urllib3's int would refuse, or be more than a float can hold.
        return float(header) if header.isdecimal() else Retry().parse_retry_after(header)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _without_redirections_body(response: requests.Response, **_: object) -> None:
    if response.is_redirect:
        response.close()


def _work(ask: Callable[[], requests.Response], inbox: "Queue[_Item]", gone: Event) -> None:
    """Put what comes into the inbox, None after the last, until it does or nobody waits."""
    with suppress(_GoneError):
        try:
            with ask() as response:
                response.raise_for_status()
                length = response.headers.get("Content-Length", "")
                _put(Start(int(length) if length.isdecimal() else 0), inbox, gone)
                for block in _blocks(response):
                    _put(block, inbox, gone)
            _put(None, inbox, gone)
        except _GoneError:
            raise
        except Exception as error:  # raised again where somebody hears of it
            _put(error, inbox, gone)


class _GoneError(Exception):
    """Nobody waits for the answer any more."""


def _put(item: _Item, inbox: "Queue[_Item]", gone: Event) -> None:
    while not gone.is_set():
        with suppress(Full):
            inbox.put(item, timeout=_NAP)
            return
    raise _GoneError


def _blocks(response: requests.Response) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", ""):
        raise BeyondError("the server's answer is packed in a way that was not asked for")
    unpacked = zlib.decompressobj(_GZIP) if packing == "gzip" else None
    try:
        while block := response.raw.read1(BLOCK, decode_content=False):
            if unpacked is None:
                yield block
            while unpacked is not None and block:
                yield unpacked.decompress(block, BLOCK)
                block = unpacked.unconsumed_tail
    except ReadTimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except (HTTPError, zlib.error) as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error
    if unpacked is not None and not unpacked.eof:
        raise requests.exceptions.ChunkedEncodingError("the packed answer has no end")


def _told(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 300 else f"{seconds / 60:.0f} minutes"
