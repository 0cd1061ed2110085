import gzip
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from engine.facts import sparql
from engine.facts.movie_facts import FactsError
from engine.facts.sparql import Endpoint, FactsStoppedError
from tests.engine.facts.sparql_server import Fault, SparqlServer, serving

PREFIX = "PREFIX wdt: <http://www.wikidata.org/prop/direct/> "
QUERY = PREFIX + 'SELECT ?item ?value WHERE { ?item wdt:P345 "tt0133093" }'
ANSWER = [{"item": "http://www.wikidata.org/entity/Q83495", "value": ""}]
LATER = (
    Fault(500),
    Fault(502, b"<html>Bad gateway</html>"),
    Fault(429),
    Fault(503, b"", (("Retry-After", "soon"),)),
    Fault(body=b"<!doctype html><title>Sign in to our network</title>"),
    Fault(body=b""),
    Fault(body=b'{"head": {"vars": ["item"]}, "results": {"bindings": [ {"item": {"ty'),
    Fault(body=b'{"results": {"bindings": [', announced=5_000),
    Fault(hangs_up=True),
    Fault(body=b"[]"),
    Fault(body=b"null"),
    Fault(body=b'{"boolean": true}'),
    Fault(body=b'{"results": {"bindings": 7}}'),
    Fault(body=b'{"results": {"bindings": [7]}}'),
    Fault(body=b'{"results": {"bindings": [{"item": "Q1"}]}}'),
    Fault(body=b'{"results": {"bindings": [{"item": {"value": 7}}]}}'),
    Fault(body=b"\xff\xfe"),
    Fault(body=b"[" * 100_000),
    Fault(body=b"9" * 10_000),
)
ABSURD = ("9" * 300, "9" * 400, "9" * 10_000)


class Asking:
    """An endpoint whose naps take no time, but are counted."""

    def __init__(self, url: str, folder: Path) -> None:
        self.slept: list[float] = []
        self.stopped = False
        self.endpoint = Endpoint(url, folder, lambda: self.stopped, self.slept.append)

    def __call__(self, query: str = QUERY) -> sparql.Answer:
        return self.endpoint.ask(query, ("item", "value"))

    def fails(self) -> str:
        with pytest.raises(FactsError) as caught:
            self()
        return str(caught.value)

    @property
    def waited(self) -> float:
        return sum(self.slept)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "answers"


@pytest.fixture
def ask(server: SparqlServer, folder: Path) -> Asking:
    return Asking(server.url, folder)


def test_an_answer_has_the_variables_as_texts(ask: Asking) -> None:
    assert ask() == ANSWER
    assert ask.slept == []


def test_the_server_is_told_who_asks(ask: Asking, server: SparqlServer) -> None:
    ask()
    assert len(server.agents) == 1
    assert re.fullmatch(r"movierec-tui/\d+\.\d+\.\d+ \(.+\)", server.agents[0])


def test_what_was_answered_once_is_not_asked_again(
    ask: Asking, server: SparqlServer, folder: Path
) -> None:
    assert ask() == Asking(server.url, folder)() == ANSWER
    assert server.queries == [QUERY]
    ask(QUERY.replace("P345", "P4947"))
    assert len(server.queries) == 2


@pytest.mark.parametrize("content", [b"", b"[{", b"7", b'[{"item": 7}]', b"\xff"])
def test_a_kept_answer_that_is_damaged_is_asked_for_again(
    ask: Asking, server: SparqlServer, folder: Path, content: bytes
) -> None:
    ask()
    (kept,) = folder.iterdir()
    kept.write_bytes(content)
    assert ask() == ANSWER
    assert len(server.queries) == 2


@pytest.mark.parametrize("fault", LATER, ids=str)
def test_what_is_no_answer_is_asked_for_again_after_a_while(
    ask: Asking, server: SparqlServer, fault: Fault
) -> None:
    server.faults = [fault, fault]
    assert ask() == ANSWER
    assert server.queries == [QUERY] * 3
    assert ask.waited == pytest.approx(2 + 4)


@pytest.mark.parametrize("fault", LATER, ids=str)
def test_what_is_never_an_answer_ends_in_a_sentence(
    ask: Asking, server: SparqlServer, folder: Path, fault: Fault
) -> None:
    server.faults = [fault] * 99
    said = ask.fails()
    assert said.startswith(f"{server.url}: ")
    assert said.endswith(", 5 times in a row. The answers so far are kept; try again later.")
    assert server.queries == [QUERY] * 5
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(
    ask: Asking, server: SparqlServer, status: int
) -> None:
    server.faults = [Fault(status, headers=(("Retry-After", "120"),))]
    assert ask() == ANSWER
    assert ask.waited == pytest.approx(120)


def test_a_server_that_names_a_time_is_asked_then(ask: Asking, server: SparqlServer) -> None:
    then = formatdate(time.time() + 90, usegmt=True)
    server.faults = [Fault(429, headers=(("Retry-After", then),))]
    assert ask() == ANSWER
    assert 80 < ask.waited <= 90


def test_a_time_that_has_passed_is_no_wait(ask: Asking, server: SparqlServer) -> None:
    then = formatdate(time.time() - 90, usegmt=True)
    server.faults = [Fault(429, headers=(("Retry-After", then),))]
    assert ask() == ANSWER
    assert ask.waited == 0


def test_who_is_sent_away_for_long_does_not_wait(ask: Asking, server: SparqlServer) -> None:
    server.faults = [Fault(429, headers=(("Retry-After", "3600"),))]
    assert "429 Too Many Requests and asks to wait 60 minutes. The answers" in ask.fails()
    assert ask.waited == 0


@pytest.mark.parametrize("wait", ABSURD, ids=len)
def test_an_absurd_wait_is_told(ask: Asking, server: SparqlServer, wait: str) -> None:
    server.faults = [Fault(503, headers=(("Retry-After", wait),))]
    assert "asks to wait more than a day. The answers" in ask.fails()
    assert ask.waited == 0


@pytest.mark.parametrize("wait", ["-1", "1e9", "Fri, 31 Dec 999999999 23:59:59 GMT", "\xb2"])
def test_a_wait_that_is_none_is_passed_over(ask: Asking, server: SparqlServer, wait: str) -> None:
    server.faults = [Fault(503, headers=(("Retry-After", wait),))]
    assert ask() == ANSWER
    assert ask.waited == pytest.approx(2)


def test_too_large_an_answer_is_refused_at_once(ask: Asking, server: SparqlServer) -> None:
    server.faults = [Fault(body=b" " * (sparql.LIMITS.most + 1))]
    assert "the server sends more than 6 MB, so this is not what was asked for. " in ask.fails()
    assert len(server.queries) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the memory is measured otherwise there")
def test_no_answer_takes_much_memory(server: SparqlServer, folder: Path) -> None:
    nested = b"[" + b"{}," * (sparql.LIMITS.most // 3 - 2) + b"{}]"  # what takes the most
    zeros = gzip.compress(b"\0" * 100_000_000)
    server.faults = [
        Fault(body=nested),
        Fault(body=zeros, headers=(("Content-Encoding", "gzip"),)),
    ]
    code = f"""
import resource, sys
from pathlib import Path
from engine.facts import sparql
from engine.facts.movie_facts import FactsError
sparql.ATTEMPTS = 1
def peak():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
idle = peak()
for _ in range(2):
    endpoint = sparql.Endpoint({server.url!r}, Path({str(folder)!r}), lambda: False, lambda _: None)
    try:
        endpoint.ask("x", ("item",))
    except FactsError as error:
        print(error)
print(peak() - idle)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    once, large, megabytes = done.stdout.splitlines()
    assert "not a SPARQL answer" in once
    assert "sends more than 6 MB" in large
    assert float(megabytes) < 200


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_taken_as_such(ask: Asking, server: SparqlServer, status: int) -> None:
    server.faults = [Fault(status)]
    assert f"the server answered {status} " in ask.fails()
    assert len(server.queries) == 1


def test_nobody_at_home_is_told_as_such(folder: Path) -> None:
    with SparqlServer() as closed:
        url = closed.url
    assert "the server cannot be reached; there may be no network, 5 times" in (
        Asking(url, folder).fails()
    )


def test_an_address_that_is_none_is_told_at_once(folder: Path) -> None:
    ask = Asking("nonsense", folder)
    assert ask.fails().startswith("nonsense: ")
    assert ask.slept == []


def test_who_stops_while_the_server_rests_need_not_wait(
    ask: Asking, server: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        ask.slept.append(seconds)
        ask.stopped = ask.waited > 1

    server.faults = [Fault(429, headers=(("Retry-After", "300"),))]
    monkeypatch.setattr(ask.endpoint, "_sleep", sleep)
    with pytest.raises(FactsStoppedError, match="The answers so far are kept"):
        ask()
    assert ask.waited < 2
    assert len(server.queries) == 1


def test_who_has_stopped_is_asked_nothing(ask: Asking, server: SparqlServer) -> None:
    ask.stopped = True
    with pytest.raises(FactsStoppedError):
        ask()
    assert server.queries == []


def test_a_disk_that_refuses_is_told(ask: Asking, folder: Path) -> None:
    folder.write_text("a file where a folder should be")
    assert "the answer cannot be written" in ask.fails()
