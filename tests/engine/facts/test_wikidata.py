import csv
import gzip
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.facts import inquiry
from engine.facts.fact_files import facts_file
from engine.facts.finding import find
from engine.facts.inquiry import COLUMNS
from engine.facts.movie_facts import FactsError
from engine.facts.sparql import FactsStoppedError
from engine.facts.title_search import title_search
from engine.facts.wikidata import fetch_facts
from engine.facts.wikidata_queries import languages_in
from engine.files.atomic import replacing
from tests.conftest import LINKS, write_folder
from tests.engine.facts.sparql_server import Fault, SparqlServer, serving

MATRIX, REC, PATERSON, NOBODY = 0, 1, 2, 3


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inquiry, "BATCH", 2)


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    with serving() as running:
        yield running


@pytest.fixture
def tiny(tmp_path: Path) -> Dataset:
    """The Matrix, [REC] and Paterson, with links; one more without."""
    return read_dataset(write_folder(tmp_path / "tiny"))


def fetch(
    dataset: Dataset, server: SparqlServer, should_stop: Callable[[], bool] = lambda: False
) -> Path:
    return fetch_facts(dataset, should_stop=should_stop, url=server.url, sleep=lambda _: None)


def rows_of(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_has_a_row_a_movie_that_can_be_asked_for(
    tiny: Dataset, server: SparqlServer
) -> None:
    matrix, rec, paterson = rows_of(fetch(tiny, server))
    assert tuple(matrix) == COLUMNS
    assert matrix == {
        "movieId": "10",
        "title": "Matrix, The (1999)",
        "wikidata_qid": "Q83495",
        "directors_qid": "Q9544977|Q9545711",
        "directors": "Lana Wachowski|Lilly Wachowski",
        "cast_qid": "Q43416|Q193048|Q190162",
        "cast": "Keanu Reeves|Laurence Fishburne|Carrie-Anne / Moss",
        "companies_qid": "Q126399",
        "companies": "Warner Bros.",
        "countries_qid": "Q30|Q408",
        "countries": "United States|Australia",
        "wd_year": "1998",
        "runtime_min": "136",
        "box_office": "",
        "rt_score": "83",
        "languages_qid": "Q1860",
        "languages": "English",
        "genres_qid": "Q471839",
        "genres": "science fiction film",
        "series_qid": "Q1",
        "series": "Q1",
        "awards": "2",
        "other_titles": "Matrix / 1|The Matrix|Матрица",
        "english_title": "The Matrix",
        "subjects_qid": "Q11660|Q58005",
        "subjects": "artificial intelligence|Q58005",
        "places_qid": "Q60",
        "places": "New York City",
        "periods_qid": "",
        "periods": "",
    }
    assert (rec["movieId"], rec["countries"], rec["wd_year"]) == ("20", "Spain", "")
    assert (paterson["movieId"], paterson["directors"]) == ("30", "Jim Jarmusch")


def test_hours_and_seconds_become_minutes_and_metres_and_months_nothing(
    tiny: Dataset, server: SparqlServer
) -> None:
    _, rec, paterson = rows_of(fetch(tiny, server))
    assert rec["runtime_min"] == "75"
    assert paterson["runtime_min"] == "118"


def test_of_two_items_with_an_id_the_older_one_counts(tiny: Dataset, server: SparqlServer) -> None:
    assert rows_of(fetch(tiny, server))[1]["wikidata_qid"] == "Q482715"


def test_no_award_is_told_from_a_movie_that_nobody_knows(
    tmp_path: Path, server: SparqlServer
) -> None:
    links = LINKS.replace("0133093,603", "9999999,999")
    unknown, rec, _ = rows_of(fetch(read_dataset(write_folder(tmp_path, links=links)), server))
    assert (unknown["wikidata_qid"], unknown["awards"]) == ("", "")
    assert rec["awards"] == "0"


def test_what_was_fetched_is_found_and_read(tiny: Dataset, server: SparqlServer) -> None:
    assert find(tiny) is None
    assert fetch(tiny, server) == facts_file(tiny)
    facts = find(tiny)
    assert facts is not None
    assert facts.names("cast", MATRIX, 2) == ["Keanu Reeves", "Laurence Fishburne"]
    np.testing.assert_array_equal(facts.runtimes, [136, 75, 118, np.nan])
    np.testing.assert_array_equal(facts.awards, [2, 0, 0, np.nan])
    assert [list(bag) for bag in facts.bags()["languages"]] == [["Q1860"], [], [], []]
    assert facts.other_titles == [("Matrix / 1", "The Matrix", "Матрица"), (), (), ()]
    assert facts.english_titles == ["The Matrix", "", "", ""]
    assert facts.remarks == ()


def test_titles_come_in_the_languages_that_are_asked_for(
    tiny: Dataset, server: SparqlServer
) -> None:
    fetch_facts(tiny, url=server.url, sleep=lambda _: None, languages=("tlh", "de"))
    facts = find(tiny)
    assert facts is not None
    assert facts.other_titles[MATRIX] == ("Dun'e'", "Matrix / 1", "The Matrix", "Матрица")


def test_languages_are_told_apart_by_commas_or_blanks_and_nothing_else_is_one() -> None:
    assert languages_in(" RU, ja zh_Hans,ru") == ("ru", "ja", "zh-hans")
    assert languages_in("") == ()
    with pytest.raises(FactsError, match="'\"en\"' is no code of a language, such as ru"):
        languages_in('"en"')


def test_a_movie_is_found_by_the_titles_that_facts_add(tiny: Dataset, server: SparqlServer) -> None:
    assert title_search(tiny).search("матрица") == []
    fetch(tiny, server)
    assert title_search(tiny, find(tiny)).search("матрица") == [MATRIX]


def test_only_ids_are_sent_and_in_batches(tiny: Dataset, server: SparqlServer) -> None:
    fetch(tiny, server)
    by_imdb, *_ = server.queries
    assert 'VALUES ?value { "tt0133093" "tt1038988" }' in by_imdb
    assert sum('"370755"' in query for query in server.queries) == 1
    for query in server.queries:
        _, given, _ = query.replace("}", "{").split("{")[1:4]
        assert 1 <= len(given.split()) <= 2
        assert "SERVICE" not in query
        assert not any(word in query for word in ("Matrix", "REC", "Paterson", "tiny"))


def test_each_name_is_asked_for_once(tiny: Dataset, server: SparqlServer) -> None:
    fetch(tiny, server)
    labels = [query for query in server.queries if "rdfs:label" in query.splitlines()[-1]]
    assert sum("wd:Q30 " in query for query in labels) == 1


def test_progress_rises_to_the_total(tiny: Dataset, server: SparqlServer) -> None:
    told: list[tuple[int, int]] = []
    fetch_facts(tiny, lambda done, total: told.append((done, total)), url=server.url)
    total = told[0][1]
    assert told == [(done, total) for done in range(1, total + 1)]


def test_who_was_stopped_goes_on_where_it_was(tiny: Dataset, server: SparqlServer) -> None:
    path = fetch(tiny, server)
    expected, every = rows_of(path), list(server.queries)
    path.unlink()
    for first in (1, 5, len(every) - 1):
        server.queries.clear()
        with pytest.raises(FactsStoppedError, match="The answers so far are kept"):
            fetch(tiny, server, lambda: len(server.queries) >= first)  # noqa: B023
        assert server.queries == every[:first]
        assert find(tiny) is None
        assert rows_of(fetch(tiny, server)) == expected
        assert list(dict.fromkeys(server.queries)) == every
        assert len(server.queries) <= len(every) + 1  # one was on its way
        path.unlink()


def test_nothing_is_left_beside_the_file(tiny: Dataset, server: SparqlServer) -> None:
    path = fetch(tiny, server)
    assert list(path.parent.iterdir()) == [path]


def test_a_server_that_breaks_down_half_way_is_asked_for_the_rest_only(
    tiny: Dataset, server: SparqlServer
) -> None:
    server.faults = [Fault(500)] * 99
    polls = itertools.count()
    with pytest.raises(FactsError, match=r"answered 500 .* The answers so far are kept"):
        fetch(tiny, server)
    server.faults = []
    with pytest.raises(FactsStoppedError):
        fetch(tiny, server, lambda: next(polls) >= 4)
    server.queries.clear()
    fetch(tiny, server)
    assert 'VALUES ?value { "tt0133093" "tt1038988" }' not in "".join(server.queries)


def test_rows_that_answer_another_question_are_no_facts(
    tiny: Dataset, server: SparqlServer
) -> None:
    server.faults = [Fault(body=b'{"results": {"bindings": [{"x": {"value": "y"}}, {}]}}')] * 99
    assert [row["wikidata_qid"] for row in rows_of(fetch(tiny, server))] == ["", "", ""]


def test_older_facts_stay_until_there_are_newer_ones(tiny: Dataset, server: SparqlServer) -> None:
    path = facts_file(tiny)
    with replacing(path) as older:
        older.write_bytes(b"older")
    server.faults = [Fault(403)]
    with pytest.raises(FactsError, match="answered 403"):
        fetch(tiny, server)
    assert path.read_bytes() == b"older"
    fetch(tiny, server)
    assert len(rows_of(path)) == 3


def test_a_data_set_without_links_is_not_asked_about(tmp_path: Path, server: SparqlServer) -> None:
    for links in (None, "movieId,imdbId,tmdbId\n10,,\n"):
        dataset = read_dataset(write_folder(tmp_path / "bare", links=links))
        (tmp_path / "bare" / "links.csv").unlink(missing_ok=True)
        with pytest.raises(FactsError, match=r"bare has no links\.csv, whose ids"):
            fetch(dataset, server)
    assert server.queries == []


def test_a_disk_that_refuses_is_told(
    tiny: Dataset, server: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(gzip, "open", refuse)
    with pytest.raises(FactsError, match=r"the facts cannot be written \(Permission denied\)"):
        fetch(tiny, server)


def test_other_links_are_other_facts_and_other_ratings_the_same(tmp_path: Path) -> None:
    def file(**files: str) -> Path:
        return facts_file(read_dataset(write_folder(tmp_path, **files)))

    usual = file()
    assert file(ratings="userId,movieId,rating,timestamp\n9,10,1.0,9\n") == usual
    assert file(links=LINKS.replace("133093", "133094")) != usual


def test_a_choice_goes_before_what_was_fetched(
    tiny: Dataset, server: SparqlServer, tmp_path: Path
) -> None:
    path = fetch(tiny, server)
    assert find(tiny, "none") is None
    other = tmp_path / "mine.csv"
    other.write_bytes(gzip.decompress(path.read_bytes()).replace(b"Jarmusch", b"J."))
    facts = find(tiny, str(other))
    assert facts is not None
    assert facts.names("directors", PATERSON) == ["Jim J."]
    with pytest.raises(FactsError, match=r"no\.csv: the file cannot be read"):
        find(tiny, str(tmp_path / "no.csv"))
