import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import requests

from engine.files.receiving import BLOCK, BeyondError, Limits, Start, new_session, receive
from tests.misbehaving_server import Handler, misbehaving
from tests.waiting import no_waiting

MOST = 1_000_000
LIMITS = Limits(MOST, 60)
ZEROS = b"\0" * BLOCK


class StopError(Exception):
    """The person has stopped it."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_PROXY", "*")
    with no_waiting():
        yield


def go_on() -> None:
    pass


def stop_after(looks: int) -> Callable[[], None]:
    """What stops at the look of that number."""
    left = iter(range(looks))

    def look() -> None:
        if next(left, None) is None:
            raise StopError

    return look


def received(
    deed: Callable[[Handler], None],
    limits: Limits = LIMITS,
    go_on: Callable[[], None] = go_on,
    timeout: float = 30,
) -> bytes:
    """The body of the answer that a server gives."""
    with misbehaving(deed) as server, new_session() as session:
        ask = partial(session.get, server.url, stream=True, timeout=timeout)
        start, *blocks = receive(ask, limits, go_on)
    assert isinstance(start, Start)
    body = [block for block in blocks if isinstance(block, bytes)]
    assert all(len(block) <= BLOCK for block in body)
    return b"".join(body)


def packed_zeros(handler: Handler) -> None:
    """A gigabyte for each megabyte that is sent."""
    handler.begin(Content_Encoding="gzip")
    packer = zlib.compressobj(9, wbits=31)
    while not handler.server.ended.is_set():
        handler.send(packer.compress(ZEROS * 16))


def test_an_answer_comes_in_blocks_packed_or_not() -> None:
    body = bytes(range(256)) * 1_000

    def plainly(handler: Handler) -> None:
        handler.begin(Content_Length=str(len(body)))
        handler.send(body)

    def packed(handler: Handler) -> None:
        handler.begin(Content_Encoding="gzip")
        handler.send(gzip.compress(body))

    assert received(plainly) == received(packed) == body


def test_what_never_ends_is_ended_at_the_limit() -> None:
    def endless(handler: Handler) -> None:
        handler.begin()
        handler.send_for_ever(ZEROS)

    with pytest.raises(BeyondError, match="the server sends more than 1 MB"):
        received(endless)


def test_too_large_an_answer_is_not_even_begun() -> None:
    def announced(handler: Handler) -> None:
        handler.begin(Content_Length=str(MOST + 1))
        handler.server.ended.wait()

    with pytest.raises(BeyondError, match="the server sends more than 1 MB"):
        received(announced)


def test_what_is_packed_counts_as_it_is_unpacked() -> None:
    with pytest.raises(BeyondError, match="the server sends more than 1 MB"):
        received(packed_zeros)


def test_a_packing_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(BeyondError, match="packed in a way that was not asked for"):
        received(lambda handler: handler.begin(Content_Encoding="br"))


@pytest.mark.parametrize(
    "body", [gzip.compress(b"x" * 100)[:-9], b"nothing packed"], ids=["cut short", "not packed"]
)
def test_what_is_packed_wrongly_broke_off(body: bytes) -> None:
    def packed(handler: Handler) -> None:
        handler.begin(Content_Encoding="gzip")
        handler.send(body)

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        received(packed)


def test_the_body_of_a_redirection_is_not_read() -> None:
    def onwards(handler: Handler) -> None:
        if handler.path == "/there":
            handler.begin()
            handler.send(b"there")
        else:
            handler.begin(302, Location="/there")
            handler.send_for_ever(ZEROS)

    assert received(onwards) == b"there"


def drop_by_drop(handler: Handler) -> None:
    """Two bytes a second: each comes long before a timeout."""
    handler.begin()
    handler.send_for_ever(b"x", pause=0.5)


def head_drop_by_drop(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    handler.send_for_ever(b"x", pause=0.5)


def silence(handler: Handler) -> None:
    handler.server.ended.wait()


SLOW = (drop_by_drop, head_drop_by_drop, silence)


@pytest.mark.parametrize("deed", SLOW)
def test_stop_is_heard_however_slow_the_server_is(deed: Callable[[Handler], None]) -> None:
    with pytest.raises(StopError):
        received(deed, go_on=stop_after(5))


@pytest.mark.parametrize("deed", SLOW)
def test_there_is_an_end_to_the_time_that_a_server_has(deed: Callable[[Handler], None]) -> None:
    with pytest.raises(BeyondError, match="the server had not sent everything after 1 seconds"):
        received(deed, Limits(MOST, 0.7))


def test_a_server_that_falls_silent_is_given_up() -> None:
    with pytest.raises(requests.Timeout):
        received(silence, timeout=0.1)


def test_who_has_stopped_leaves_no_thread_behind() -> None:
    def endless(handler: Handler) -> None:
        handler.begin()
        handler.send_for_ever(ZEROS)

    before = set(threading.enumerate())
    with misbehaving(endless) as server, new_session() as session:
        during = set(threading.enumerate())
        ask = partial(session.get, server.url, stream=True, timeout=30)
        with pytest.raises(StopError):
            list(receive(ask, Limits(10**12, 60), stop_after(5)))
        for thread in set(threading.enumerate()) - during:
            thread.join()
    assert set(threading.enumerate()) <= before | during
