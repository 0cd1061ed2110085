import gzip
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import read_facts
from engine.facts.movie_facts import FactsError
from tests.conftest import write_folder
from tests.engine.facts.reading import FILE, HEADER, MATRIX, PATERSON, Reader, changed, widened


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Movies 10, 20, 30 and 40, in this order."""
    return read_dataset(write_folder(tmp_path_factory.mktemp("facts") / "tiny"))


@pytest.fixture
def read(tmp_path: Path, tiny: Dataset) -> Reader:
    return Reader(tmp_path / "facts.csv", tiny)


def test_facts_stand_in_the_rows_of_their_movies(read: Reader) -> None:
    facts = read(FILE)
    assert facts.lists["directors"] == [("Q9544977", "Q9545711"), (), ("Q191755",), ()]
    assert facts.lists["countries"] == [("Q30", "Q408"), (), ("Q30",), ()]
    assert facts.lists["cast"][2] == ()
    assert facts.labels["Q191755"] == "Jim Jarmusch"
    assert facts.names("cast", 0, most=2) == ["Keanu Reeves", "Laurence Fishburne"]
    np.testing.assert_array_equal(facts.runtimes, [136, np.nan, 118, np.nan])
    np.testing.assert_array_equal(facts.scores, [83, np.nan, 96, np.nan])
    assert facts.runtimes.dtype == facts.scores.dtype == facts.awards.dtype == np.float32
    assert facts.remarks == ()


def test_a_gzipped_file_reads_alike(tmp_path: Path, tiny: Dataset) -> None:
    path = tmp_path / "facts.csv.gz"
    path.write_bytes(gzip.compress(FILE.encode()))
    assert read_facts(path, tiny).names("directors", 2) == ["Jim Jarmusch"]


def test_columns_that_only_newer_files_have_are_read_where_they_are(read: Reader) -> None:
    facts = read(
        widened(
            languages_qid="Q1860",
            languages="English",
            genres_qid="Q24925|Q188473",
            genres="science fiction|action film",
            series_qid="Q2",
            series="Some series",
            awards="4",
            note="of no use here",
        )
    )
    assert facts.names("languages", 0) == ["English"]
    assert facts.names("series", 2) == ["Some series"]
    np.testing.assert_array_equal(facts.awards, [4, np.nan, 4, np.nan])
    bags = facts.bags()
    assert bags["wikidata_genres"][0] == ("Q24925", "Q188473")
    assert bags["languages"][1] == ()
    assert bags["series"][2] == ("Q2",)
    assert facts.remarks == ()


def test_an_id_that_stands_twice_counts_once(read: Reader) -> None:
    row = changed(PATERSON, directors_qid="Q1|Q2|Q1", directors="A|B|A")
    assert read(f"{HEADER}\n{row}").lists["directors"][2] == ("Q1", "Q2")


@pytest.mark.parametrize("column", ["movieId", "cast_qid", "countries", "rt_score"])
def test_a_missing_column_is_named(read: Reader, column: str) -> None:
    columns = ["other" if name == column else name for name in HEADER.split(",")]
    said = read.fails(FILE.replace(HEADER, ",".join(columns)))
    assert f"facts.csv, line 1: column {column} is missing (found: '{columns[0]}'" in said


@pytest.mark.parametrize("runtime", ["0", "-90", "1000.5", "5789.0", "inf", "long", "nan"])
def test_an_absurd_runtime_is_told_and_the_rest_of_the_row_kept(read: Reader, runtime: str) -> None:
    facts = read(f"{HEADER}\n{PATERSON}\n{changed(MATRIX, runtime_min=runtime)}")
    assert np.isnan(facts.runtimes[0])
    assert facts.scores[0] == 83
    assert facts.names("directors", 0)[0] == "Lana Wachowski"
    assert facts.remarks == (
        f"facts.csv, line 3, column runtime_min: {runtime!r} is not minutes above 0, at most 1000."
        " 1 row was kept without it. Correct or empty the cell.",
    )


@pytest.mark.parametrize("score", ["-1", "100.1", "92%", "1e99"])
def test_a_score_out_of_range_is_told(read: Reader, score: str) -> None:
    rows = changed(MATRIX, rt_score=score) + changed(PATERSON, rt_score=score)
    facts = read(f"{HEADER}\n{rows}")
    assert np.isnan(facts.scores).all()
    assert facts.runtimes[0] == 136
    assert f"line 2, column rt_score: {score!r} is not a score from 0 to 100" in facts.remarks[0]
    assert "2 rows like this were kept without it" in facts.remarks[0]


@pytest.mark.parametrize(
    "ids", ["Keanu Reeves", "Q1,Q2", "Q1||Q2", "Q0", "q5", "Q1|", "Q\N{FULLWIDTH DIGIT ONE}"]
)
def test_ids_that_are_none_are_told(read: Reader, ids: str) -> None:
    facts = read(f"{HEADER}\n{changed(MATRIX, cast_qid=ids)}")
    assert facts.lists["cast"][0] == ()
    assert facts.lists["directors"][0] == ("Q9544977", "Q9545711")
    assert f"line 2, column cast_qid: {ids!r} is not Wikidata ids" in facts.remarks[0]


def test_names_that_do_not_go_with_the_ids_are_told_and_the_ids_kept(read: Reader) -> None:
    facts = read(f"{HEADER}\n{changed(MATRIX, cast='Keanu Reeves')}")
    assert facts.names("cast", 0) == ["Q43416", "Q193048", "Q81328"]
    assert "column cast: 'Keanu Reeves' is not as many names as ids" in facts.remarks[0]


def test_movies_of_other_data_sets_are_counted(read: Reader) -> None:
    rows = [changed(PATERSON, movieId=str(number)) for number in range(100, 105)]
    facts = read(FILE + "".join(rows))
    assert facts.names("directors", 2) == ["Jim Jarmusch"]
    assert "line 4, column movieId: movie 100 is not in movies.csv" in facts.remarks[0]
    assert "5 rows like this were skipped" in facts.remarks[0]


def test_of_a_movie_that_stands_twice_the_first_row_counts(read: Reader) -> None:
    facts = read(FILE + changed(PATERSON, runtime_min="90"))
    assert facts.runtimes[2] == 118
    assert "line 4, column movieId: more than one row has movieId 30" in facts.remarks[0]


def test_a_movie_id_that_is_none_costs_its_row_alone(read: Reader) -> None:
    facts = read(FILE + changed(PATERSON, movieId="tt5247022"))
    assert facts.runtimes[2] == 118
    assert "line 4, column movieId: 'tt5247022' is not a whole number" in facts.remarks[0]


def test_letters_that_are_no_utf_8_are_replaced_and_told(read: Reader) -> None:
    facts = read(FILE.encode().replace(b"Jim Jarmusch", b"Jim J\xe4rmusch"))
    assert facts.names("directors", 2) == ["Jim J\N{REPLACEMENT CHARACTER}rmusch"]
    assert "line 2, column directors: the text is not valid UTF-8" in facts.remarks[0]


def test_a_name_cannot_command_the_terminal(read: Reader) -> None:
    name = "Jim \x1b]0;gone\x07\x1b[2J\x9b31m\N{RIGHT-TO-LEFT OVERRIDE}Jarmusch"
    facts = read(f"{HEADER}\n{changed(PATERSON, directors=name)}")
    (shown,) = facts.names("directors", 2)
    assert shown.isprintable()
    assert shown.startswith("Jim ")
    assert shown.endswith("Jarmusch")


def test_a_file_of_which_no_row_is_of_use_is_refused(read: Reader) -> None:
    assert "facts.csv: none of its movies is in tiny." in read.fails(
        f"{HEADER}\n{changed(PATERSON, movieId='77')}"
    )
    assert "facts.csv: the file has no usable rows" in read.fails(HEADER)
    assert "column movieId is missing" in read.fails("")
    assert "column movieId is missing" in read.fails("<!doctype html>\n<title>Hello</title>")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, tiny: Dataset) -> None:
    with pytest.raises(FactsError, match=r"none\.csv: the file cannot be read"):
        read_facts(tmp_path / "none.csv", tiny)
    with pytest.raises(FactsError, match="the file cannot be read"):
        read_facts(tmp_path, tiny)


@pytest.mark.parametrize("length", [5, 60, -4])
def test_a_gzip_file_that_was_cut_short_is_called_damaged(
    tmp_path: Path, tiny: Dataset, length: int
) -> None:
    path = tmp_path / "facts.csv.gz"
    path.write_bytes(gzip.compress(FILE.encode())[:length])
    with pytest.raises(FactsError, match=r"facts\.csv\.gz: the gzip file is damaged"):
        read_facts(path, tiny)


CELLS = st.sampled_from(["", "10", "Q1|Q2", "A|B", "|", "Q", "1e400", "-5", "\x1b[2J", '"', "é"])
ROWS = st.lists(st.lists(CELLS | st.text(max_size=8), max_size=17), max_size=4)


def _with_header(rows: list[list[str]]) -> bytes:
    lines = [",".join(cells) for cells in rows]
    return "\n".join([f"{HEADER},awards,series_qid", *lines]).encode("utf-8", "surrogatepass")


@given(content=st.binary() | ROWS.map(_with_header), packed=st.booleans())
@settings(max_examples=200, deadline=None)
def test_whatever_the_bytes_there_are_facts_or_a_sentence(
    tiny: Dataset, content: bytes, packed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facts.csv.gz" if packed else "facts.csv")
        path.write_bytes(gzip.compress(content) if packed else content)
        try:
            facts = read_facts(path, tiny)
        except FactsError as error:
            assert str(error).encode()
        else:
            assert all(len(bag) == len(tiny.movie_ids) for bag in facts.bags().values())
            assert "".join(facts.remarks).encode() or not facts.remarks


def test_other_titles_are_text_without_what_a_terminal_obeys(read: Reader) -> None:
    facts = read(widened(other_titles="Матрица| Matrix |Матрица||\x1b[31mMatrix"))
    assert facts.other_titles[0] == ("Матрица", "Matrix", "\ufffd[31mMatrix")
    assert facts.other_titles[1] == ()


def test_a_file_without_other_titles_has_none(read: Reader) -> None:
    assert not read(FILE).other_titles


def test_the_facts_of_the_real_data_set_load_as_they_are(real_folder: Path) -> None:
    path = real_folder.parent / "enrichment" / "wikidata_movies.csv.gz"
    if not path.is_file():
        pytest.skip("needs wikidata_movies.csv.gz in ../shared/enrichment")
    dataset = read_dataset(real_folder)
    facts = read_facts(path, dataset)
    row = dataset.row_of(1)
    assert row is not None
    assert facts.names("directors", row) == ["John Lasseter"]
    assert facts.names("cast", row, 2) == ["Tom Hanks", "Tim Allen"]
    assert facts.runtimes[row] == 81
    known = {field: sum(map(bool, bag)) for field, bag in facts.bags().items()}
    assert known["directors"] > 9_400
    assert known["critics"] > 8_200
    assert len(facts.remarks) == 1  # serials of several days
    assert "4 rows like this were kept without it" in facts.remarks[0]
