"""Facts about movies that were added to a data set."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies, read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import widened
from engine.facts.fact_files import added_facts_file, facts_file
from engine.facts.finding import find
from engine.facts.movie_facts import Facts
from engine.facts.people import People
from engine.facts.wikidata import fetch_facts
from tests.conftest import write_folder
from tests.engine.facts.sparql_server import SparqlServer, serving

PATERSON = added_movie("Paterson", 2016, imdb_id=5247022, tmdb_id=370755, directors=("Nobody",))
REC = added_movie("[REC]", 2007, imdb_id=1038988)
UNKNOWN = added_movie("Unknown", 2024, directors=("Lana Wachowski", "A New One"), runtime=99)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    with serving() as running:
        yield running


@pytest.fixture
def matrix(tmp_path: Path) -> Dataset:
    """A data set with The Matrix alone."""
    files = {
        "movies": 'movieId,title,genres\n10,"Matrix, The (1999)",Action|Sci-Fi\n',
        "links": "movieId,imdbId,tmdbId\n10,0133093,603\n",
        "tags": None,
    }
    return read_dataset(write_folder(tmp_path / "matrix", **files))


def fetched(dataset: Dataset, server: SparqlServer) -> Facts:
    fetch_facts(dataset, url=server.url, sleep=lambda _: None)
    facts = find(dataset)
    assert facts is not None
    return facts


def test_facts_about_the_data_set_and_what_was_added_are_fetched_together(
    matrix: Dataset, server: SparqlServer
) -> None:
    add_movies([PATERSON, UNKNOWN])
    wide = widened(matrix, [PATERSON, UNKNOWN])
    facts = fetched(wide, server)
    assert facts.names("directors", 0) != []
    assert facts.names("directors", 1) == ["Jim Jarmusch"]  # Wikidata's, not the import's
    assert facts.runtimes.tolist() == [136, 118, 99]
    assert facts_file(wide) == facts_file(matrix)  # the file of the data set's own stays the same
    assert find(matrix) is not None


def test_what_an_import_told_stands_where_nothing_was_fetched(
    matrix: Dataset, server: SparqlServer
) -> None:
    facts = fetched(widened(matrix, [UNKNOWN]), server)
    assert facts.names("directors", 1) == ["Lana Wachowski", "A New One"]
    lana = facts.lists["directors"][1][0]
    assert lana in facts.lists["directors"][0]  # the same person as the data set's
    people = People(facts, np.zeros(2, np.int32))
    assert [person.directed for person in people.search("a new one")] == [[1]]


def test_another_data_set_s_added_movies_keep_their_facts(
    matrix: Dataset, server: SparqlServer
) -> None:
    fetched(widened(matrix, [PATERSON]), server)
    fetched(widened(matrix, [REC]), server)
    both = find(widened(matrix, [PATERSON, REC]))
    assert both is not None
    assert both.names("directors", 1) == ["Jim Jarmusch"]
    assert both.names("countries", 2) == ["Spain"]


def test_genres_that_nothing_told_come_from_wikidata(server: SparqlServer, tmp_path: Path) -> None:
    other = {
        "movies": "movieId,title,genres\n7,Other (1950),\n",
        "links": "movieId,imdbId,tmdbId\n7,5,\n",
        "tags": None,
    }
    ratings = "userId,movieId,rating,timestamp\n1,7,4,5\n"
    without = read_dataset(write_folder(tmp_path / "other", ratings=ratings, **other))
    neo = added_movie("Matrix", 1999, imdb_id=133093)
    add_movies([neo])
    fetch_facts(widened(without, [neo]), url=server.url, sleep=lambda _: None)
    assert read_added().movies[neo.movie_id].genres != ()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x1f\x8b", gzip.compress(b"movieId\n1\n", mtime=0)],
    ids=["empty", "cut off", "other columns"],
)
def test_a_damaged_file_takes_no_other_facts_away(
    matrix: Dataset, server: SparqlServer, content: bytes
) -> None:
    fetched(widened(matrix, [PATERSON]), server)
    added_facts_file().write_bytes(content)
    facts = find(widened(matrix, [PATERSON]))
    assert facts is not None
    assert facts.names("directors", 1) == ["Nobody"]
    assert "facts of added movies cannot be read" in " ".join(facts.remarks)
