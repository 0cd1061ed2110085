"""Asks Wikidata which films are new: those that first came out since a data set ends.

A month at a time. A film's dates of publication (P577) are many, a re-release's among them: the
first counts, so that what came out before a month is not new in it. How many Wikipedias and other
wikis have a page on it (sitelinks) says whether it is known at all.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count

import numpy as np

from engine.catalogue.added_movies import AddedMovie, added_movie, shown
from engine.catalogue.added_store import read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.widened import with_added_movies
from engine.facts.added_fetching import fetch_about_added, keep
from engine.facts.fact_files import added_facts_file
from engine.facts.film_answers import FILMS, earliest_year, ids_in
from engine.facts.inquiry import STEPS, WIKIDATA, Line, answers_for, batches
from engine.facts.sparql import Endpoint
from engine.facts.wikidata_queries import PREFIXES, qid_of

LEAST_SITELINKS = 10  # some thousands of films since 2018
FIRST_YEAR = 1890
_VARIABLES = ("item", "date", "imdb", "tmdb", "label")
Month = tuple[int, int]


def fetch_new(
    dataset: Dataset,
    since: int | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
    url: str = WIKIDATA,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.time,
    languages: tuple[str, ...] = (),
) -> int:
    """Add the films that first came out since a year, with facts; return how many were new here.

    since: without it, the month of the data set's last rating. Months that were asked about before
    are not asked about again, but for the last one. Answers are kept, so that the next call
    continues where one was stopped. Raises FactsError, and FactsStoppedError as fetch_facts does.
    """
    line, path = (
        Line(url, should_stop, sleep, languages),
        added_facts_file().with_name("new.csv.gz"),
    )
    first = (max(since, FIRST_YEAR), 1) if since else _last_month(dataset)
    last = _month_of(now())
    kept = read_added()
    months = [month for month in _months(first, last) if not _was_asked(month, kept.asked)]
    found: dict[str, AddedMovie] = {}
    endpoint = line.endpoint(path)  # one connection for all months
    for done, month in enumerate(months, start=1):
        day = now() if month == last else None
        found |= _films_of(month, endpoint, day)
        on_progress(done, 2 * len(months))
    before = set(with_added_movies(dataset).movie_ids.tolist())
    keep(list(found.values()))
    wide = with_added_movies(dataset)
    told = [movie.imdb_id for movie in found.values()]
    rows = np.flatnonzero(np.isin(wide.imdb_ids, told)).tolist()
    added = [row for row in rows if row >= wide.own_movies]
    steps, done_steps = max(1, STEPS * len(list(batches(added)))), count(1)

    def step() -> None:
        share = next(done_steps) / steps
        on_progress(round(len(months) * (1 + share)), 2 * len(months))

    if added:
        fetch_about_added(wide, added, step, line)
    keep([], _asked(first, last, kept.asked))
    shutil.rmtree(answers_for(path), ignore_errors=True)
    return sum(int(wide.movie_ids[row]) not in before for row in added)


def _films_of(month: Month, endpoint: Endpoint, day: float | None) -> dict[str, AddedMovie]:
    """The films of a month, by item. day: of the asking, in seconds, if the month is not over."""
    query = _query(month) + (f" # {_day(day)}" if day is not None else "")
    rows = endpoint.ask(query, _VARIABLES)
    return {row["item"]: movie for row in rows if (movie := _movie(row)) is not None}


def _query(month: Month) -> str:
    start, end = (f'"{year}-{number:02}-01T00:00:00Z"' for year, number in (month, _next(month)))
    typed = "^^<http://www.w3.org/2001/XMLSchema#dateTime>"
    return (
        f"{PREFIXES}SELECT DISTINCT {' '.join(f'?{name}' for name in _VARIABLES)} WHERE {{ "
        f"?item wdt:P577 ?date . "
        f"FILTER(?date >= {start}{typed} && ?date < {end}{typed}) {FILMS} "
        f"?item wdt:P345 ?imdb ; wikibase:sitelinks ?links . "
        f"FILTER(?links >= {LEAST_SITELINKS}) "
        f"FILTER NOT EXISTS {{ ?item wdt:P577 ?before . FILTER(?before < {start}{typed}) }} "
        "OPTIONAL { ?item wdt:P4947 ?tmdb } "
        'OPTIONAL { ?item rdfs:label ?label . FILTER(LANG(?label) IN ("en", "mul")) } }'
    )


def _movie(row: dict[str, str]) -> AddedMovie | None:
    """The movie in a row of an answer; None where it has no IMDb id, title or year."""
    (imdb_id, tmdb_id), year = ids_in(row), earliest_year([row["date"]])
    title = shown(row["label"])
    if not imdb_id or not year or not title or not qid_of(row["item"]):
        return None
    return added_movie(title, year, imdb_id, tmdb_id)


def _last_month(dataset: Dataset) -> Month:
    """The month of the last rating; where nobody knows it, January after the newest movie."""
    latest = int(dataset.times.max(initial=0))
    newest = int(dataset.years[: dataset.own_movies].max(initial=FIRST_YEAR))
    month = _month_of(latest)
    return month if month[0] >= newest - 1 else (newest, 1)


def _month_of(seconds: float) -> Month:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.year, moment.month


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _next(month: Month) -> Month:
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = _next(month)


def _text(month: Month) -> str:
    return f"{month[0]}-{month[1]:02}"


def _was_asked(month: Month, asked: Sequence[str]) -> bool:
    """Whether a month was over when it was asked about; the last one of those was not."""
    first, last = asked
    return first <= _text(month) < last


def _asked(first: Month, last: Month, before: tuple[str, str]) -> tuple[str, str]:
    """The months asked about by now, where they follow each other without a gap."""
    told = _text(first), _text(last)
    if first > last:  # of a year to come nothing was asked
        return before
    if not before[0] or told[0] > before[1]:
        return told
    return min(told[0], before[0]), max(told[1], before[1])
