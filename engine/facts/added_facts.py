"""Facts about movies that were added to a data set: Wikidata's, and what imports told."""

import sys
from collections import Counter
from dataclasses import replace

import numpy as np

from engine.catalogue.dataset import Dataset, Floats
from engine.facts.fact_files import NoMoviesError, added_facts_file, read_facts
from engine.facts.movie_facts import Facts, FactsError
from engine.files.problems import Problem


def with_added_facts(facts: Facts, dataset: Dataset) -> Facts:
    """The facts of a data set's own movies, with those of the movies added to it.

    A director that an import names, and no other fact, is the person of that name who made most
    movies; one of whom nothing is known has the name for an id.
    """
    if not dataset.added:
        return facts
    fetched, problems = _fetched(dataset)
    further, own = fetched or facts, dataset.own_movies
    lists = {
        kind: [*ids[:own], *further.lists.get(kind, ids)[own:]] for kind, ids in facts.lists.items()
    }
    labels = further.labels | facts.labels
    if "directors" in lists:
        labels |= _tell_directors(lists["directors"], labels, dataset)

    def numbers(name: str) -> Floats:
        return np.concatenate([getattr(facts, name)[:own], getattr(further, name)[own:]])

    return replace(
        facts,
        lists=lists,
        labels=labels,
        runtimes=_with_told_runtimes(numbers("runtimes"), dataset),
        imdb_votes=_with_told_votes(facts.imdb_votes, dataset),
        scores=numbers("scores"),
        awards=numbers("awards"),
        problems=(*facts.problems, *problems),
        other_titles=_titles(facts, further, dataset),
    )


def _fetched(dataset: Dataset) -> tuple[Facts | None, tuple[Problem, ...]]:
    """What was fetched about added movies, and why it cannot be used."""
    path = added_facts_file()
    if not path.exists():
        return None, ()
    try:
        found = read_facts(path, dataset)
    except NoMoviesError:
        return None, ()
    except FactsError:
        what, remedy = "the facts of added movies cannot be read", "Fetch the facts again."
        return None, (Problem(path.name, 1, "movieId", what, "left out", remedy, 1),)
    return found, ()  # rows of movies that this data set has itself are no fault


def _titles(facts: Facts, further: Facts, dataset: Dataset) -> list[tuple[str, ...]]:
    if not facts.other_titles and not further.other_titles:
        return []
    own, nothing = dataset.own_movies, [()] * len(dataset.movie_ids)
    first, last = (part.other_titles or nothing for part in (facts, further))
    return [*first[:own], *last[own:]]


def _with_told_runtimes(runtimes: Floats, dataset: Dataset) -> Floats:
    for row, movie in enumerate(dataset.added, start=dataset.own_movies):
        if movie.runtime and np.isnan(runtimes[row]):
            runtimes[row] = movie.runtime
    return runtimes


def _with_told_votes(votes: Floats | None, dataset: Dataset) -> Floats | None:
    told = np.array([movie.votes or np.nan for movie in dataset.added], np.float32)
    if votes is None and np.isnan(told).all():
        return None
    own = dataset.own_movies
    first = np.full(own, np.nan, np.float32) if votes is None else votes[:own]
    return np.concatenate([first, told])


def _tell_directors(
    directors: list[tuple[str, ...]], labels: dict[str, str], dataset: Dataset
) -> dict[str, str]:
    """Fill in the directors that imports told; return the labels of those who had no id."""
    made = Counter(qid for qids in directors for qid in qids)
    known: dict[str, str] = {}
    for qid, _ in made.most_common():
        known.setdefault(labels.get(qid, qid), qid)
    unknown: dict[str, str] = {}
    for row, movie in enumerate(dataset.added, start=dataset.own_movies):
        if not directors[row]:
            ids = [known.get(name) or sys.intern(name) for name in movie.directors]
            directors[row] = tuple(dict.fromkeys(ids))
            unknown |= {name: name for name in movie.directors if name not in known}
    return unknown
