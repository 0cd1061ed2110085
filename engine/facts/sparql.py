"""Queries a SPARQL endpoint with retries, and keeps the answers so that none is fetched twice.

Queries go by POST and answers come as JSON: https://www.w3.org/TR/sparql11-protocol/ and
https://www.w3.org/TR/sparql11-results-json/. Wikidata's limits on queries:
https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Query_limits
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential

from engine.facts.movie_facts import FactsError
from engine.files.atomic import replacing
from engine.files.download import reason
from engine.files.receiving import BeyondError, Limits, asked_wait, new_session, receive
from engine.files.regular import read_regular

Answer = list[dict[str, str]]

ATTEMPTS = 5
LONGEST_WAIT = 600.0  # seconds; if the server asks for a longer wait, fetching ends for now
# Five times what 300 movies are answered with; what JSON means can take twenty times its size.
LIMITS = Limits(6 * 1024**2, 120.0)

_TIMEOUTS = (10, 60)  # seconds, to connect and for an answer; Wikidata gives up on one after 60
_NAP = 0.2
_DAY = 24 * 3600
_BACKOFF = wait_exponential(multiplier=2, max=60)
_TOO_MANY = 429


class FactsStoppedError(FactsError):
    """The person stopped the fetch; the answers so far are kept."""


class _LaterError(Exception):
    """There was no answer this time; wait is the seconds that the server asks to wait, if any."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Endpoint:
    """A SPARQL endpoint, and the folder with the answers that it has given."""

    def __init__(
        self,
        url: str,
        folder: Path,
        should_stop: Callable[[], bool],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """sleep: waits for a number of seconds between two attempts."""
        self._url = url
        self._folder = folder
        self._should_stop = should_stop
        self._sleep = sleep
        self._session = new_session()
        self._session.headers.update(
            {
                "User-Agent": _user_agent(),
                "Accept": "application/sparql-results+json",
                "Accept-Encoding": "gzip",
            }
        )
        self._patiently = Retrying(
            retry=retry_if_exception_type(_LaterError),
            wait=_wait,
            stop=stop_after_attempt(ATTEMPTS),
            sleep=self._nap,
            reraise=True,
        )

    def ask(self, query: str, variables: Sequence[str]) -> Answer:
        """The answer to a query: a dict of its variables per row, "" for one that is not bound.

        Raises FactsStoppedError if should_stop says so, and FactsError if the server gives no
        answer after some attempts or the answer cannot be kept.
        """
        digest = hashlib.sha256(f"{self._url}\n{query}".encode()).hexdigest()
        kept = self._folder / f"{digest[:32]}.json"
        if (known := _read(kept)) is not None:
            return known
        self._go_on()
        try:
            answer = self._patiently(self._ask_once, query, variables)
        except _LaterError as error:
            raise self._error(f"{error}, {ATTEMPTS} times in a row") from error
        try:
            with replacing(kept) as path:
                path.write_text(json.dumps(answer), encoding="utf-8")
        except OSError as error:
            raise FactsError(
                f"{kept}: the answer cannot be written ({error.strerror}). Make room for it."
            ) from error
        return answer

    def _ask_once(self, query: str, variables: Sequence[str]) -> Answer:
        try:
            return _rows(self._answer(query), variables)
        except BeyondError as error:
            raise self._error(str(error)) from error
        except requests.RequestException as error:
            why, status = reason(error), getattr(error.response, "status_code", 0)
            if isinstance(error, ValueError) or (400 <= status < 500 and status != _TOO_MANY):
                raise self._error(why) from error  # asking again would not help
            wait = asked_wait(error.response)
            if wait is not None and wait > LONGEST_WAIT:
                long = f"{wait / 60:.0f} minutes" if wait < _DAY else "more than a day"
                raise self._error(f"{why} and asks to wait {long}") from error
            raise _LaterError(why, wait) from error

    def _answer(self, query: str) -> Any:
        """What the JSON of the answer means; raises what receive does, and _LaterError."""
        ask = partial(
            self._session.post, self._url, {"query": query}, stream=True, timeout=_TIMEOUTS
        )
        parts = [part for part in receive(ask, LIMITS, self._go_on) if isinstance(part, bytes)]
        try:
            return json.loads(b"".join(parts))
        except (ValueError, RecursionError) as error:
            raise _LaterError("the server's answer is incomplete or is not JSON") from error

    def _error(self, why: str) -> FactsError:
        return FactsError(f"{self._url}: {why}. The answers so far are kept; try again later.")

    def _nap(self, seconds: float) -> None:
        """Wait, but stop at once when the person says so."""
        while seconds > 0:
            self._go_on()
            self._sleep(min(seconds, _NAP))
            seconds -= _NAP

    def _go_on(self) -> None:
        if self._should_stop():
            raise FactsStoppedError(
                "Fetching the facts was stopped. The answers so far are kept; the next fetch goes "
                "on from there."
            )


def _user_agent() -> str:
    """The program and its home page: https://meta.wikimedia.org/wiki/User-Agent_policy."""
    about = metadata("movierec-tui")
    pages = [url.partition(", ")[2] for url in about.get_all("Project-URL", [])]
    return f"movierec-tui/{about['Version']} ({'; '.join(pages) or 'no home page yet'})"


def _read(kept: Path) -> Answer | None:
    """An answer kept from before, or None if there is none or it is not whole."""
    try:
        return _checked(json.loads(read_regular(kept)))
    except (OSError, ValueError, RecursionError):
        return None


def _rows(answer: Any, variables: Sequence[str]) -> Answer:
    try:
        bindings = answer["results"]["bindings"]
        rows = [
            {name: row[name]["value"] if name in row else "" for name in variables}
            for row in bindings
        ]
        return _checked(rows)
    except (KeyError, TypeError, ValueError) as error:
        raise _LaterError("the server's answer is not a SPARQL answer") from error


def _checked(rows: Any) -> Answer:
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and all(isinstance(value, str) for value in row.values())
        for row in rows
    ):
        raise ValueError("not rows of texts")
    return rows


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, _LaterError) else None
    return _BACKOFF(state) if asked is None else asked
