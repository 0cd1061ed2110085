import csv
import gzip
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.catalogue.movielens import LINK_COLUMNS, MOVIE_COLUMNS, RATING_COLUMNS
from engine.files.csv_cells import Kind
from engine.files.csv_tables import find_file, read_table
from engine.files.problems import DatasetError, Problems
from tests.engine.files.reading import read, write

IDS = st.integers(-(2**63), 2**63 - 1)


TITLES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


RATING_ROWS = st.lists(
    st.tuples(IDS, IDS, st.integers(1, 10).map(lambda n: n / 2), st.integers(0, 2**31 - 1)),
    min_size=1,
)


MOVIE_ROWS = st.lists(st.tuples(IDS, TITLES, TITLES), min_size=1)


def as_csv(header: dict[str, Kind], rows: list[tuple[object, ...]], line_end: str = "\n") -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def test_a_clean_file_reads_as_it_stands(ratings: Path) -> None:
    content = "userId,movieId,rating,timestamp\n1,2,4.0,964982703\n1,3,0.5,964981247\n"
    rows, lines, problems = read(ratings, content, RATING_COLUMNS)
    assert rows == [(1, 2, 4.0, 964982703), (1, 3, 0.5, 964981247)]
    assert lines == [2, 3]
    assert problems == []


def test_ids_stars_and_times_have_narrow_types_with_and_without_faults(ratings: Path) -> None:
    clean = "userId,movieId,rating,timestamp\n1,2,4.0,964982703\n"
    for content in (clean, clean + "1,2,oops,3\n"):
        table = read_table(write(ratings, content), RATING_COLUMNS, Problems())
        assert [str(dtype) for dtype in table.dtypes] == ["int64", "int64", "float32", "int32"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_line_ends_and_byte_order_marks_of_every_system_are_fine(
    movies: Path, line_end: str, mark: str
) -> None:
    content = mark + line_end.join(["movieId,title,genres", "1,Heat (1995),Action", "2,Ran,"])
    rows, lines, problems = read(movies, content, MOVIE_COLUMNS)
    assert rows == [(1, "Heat (1995)", "Action"), (2, "Ran", "")]
    assert lines == [2, 3]
    assert problems == []


def test_columns_are_found_by_name_whatever_stands_beside_them(movies: Path) -> None:
    content = 'genres, movieId ,note,title\nDrama,7,"seen\ntwice",Ran\nWar,8,,Shoah\n'
    rows, lines, problems = read(movies, content, MOVIE_COLUMNS)
    assert rows == [(7, "Ran", "Drama"), (8, "Shoah", "War")]
    assert lines == [2, 4]
    assert problems == []


def test_titles_that_look_like_missing_values_are_titles(movies: Path) -> None:
    content = "movieId,title,genres\n1,NA,null\n2,nan,None\n"
    rows, _, _ = read(movies, content, MOVIE_COLUMNS)
    assert rows == [(1, "NA", "null"), (2, "nan", "None")]


def test_an_optional_id_may_be_empty_and_is_then_0(tmp_path: Path) -> None:
    content = f"movieId,imdbId,tmdbId\n1,0133093,\n2,,{2**62 + 1}\n"
    for ending in ("", "3,1.5,1\n"):
        rows, _, problems = read(tmp_path / "links.csv", content + ending, LINK_COLUMNS)
        assert rows == [(1, 133093, 0), (2, 0, 2**62 + 1)]
        assert len(problems) == bool(ending)


def test_whole_numbers_may_be_written_with_a_point(ratings: Path) -> None:
    content = "userId,movieId,rating,timestamp\n1.0,2.,4,964982703.0\n"
    rows, _, problems = read(ratings, content, RATING_COLUMNS)
    assert rows == [(1, 2, 4.0, 964982703)]
    assert problems == []


def test_a_point_in_one_id_does_not_round_another(ratings: Path) -> None:
    content = f"userId,movieId,rating,timestamp\n1.0,2,4,9\n{2**53 + 1},2,4,9\n{2**62 + 1},2,4,9\n"
    rows, _, _ = read(ratings, content, RATING_COLUMNS)
    assert [row[0] for row in rows] == [1, 2**53 + 1, 2**62 + 1]


def test_numbers_beyond_all_bounds_make_no_noise(
    ratings: Path, recwarn: pytest.WarningsRecorder
) -> None:
    content = "userId,movieId,rating,timestamp\n1e99,2,4,9\n1,2,4e99,9\n1,1e400,4,9\n1,2,4,9\n"
    rows, lines, _ = read(ratings, content, RATING_COLUMNS)
    assert rows == [(1, 2, 4.0, 9)]
    assert lines == [5]
    assert not recwarn.list


def test_a_file_with_a_header_alone_is_refused(ratings: Path) -> None:
    with pytest.raises(DatasetError, match=r"ratings\.csv: the file has no usable rows"):
        read(ratings, "userId,movieId,rating,timestamp\n", RATING_COLUMNS)


def test_where_no_row_can_be_used_the_first_fault_is_told(ratings: Path) -> None:
    content = "userId,movieId,rating,timestamp\n1,2,good,9\n1,3,bad,9\n"
    with pytest.raises(DatasetError, match=r"no usable rows.*line 2, column rating: 'good' is not"):
        read(ratings, content, RATING_COLUMNS)


def test_a_gzipped_file_reads_like_a_plain_one(tmp_path: Path) -> None:
    content = b"userId,movieId,rating,timestamp\n1,2,4.0,9\n1,3,x,9\n"
    plain = read(tmp_path / "ratings.csv", content, RATING_COLUMNS)
    packed = read(tmp_path / "ratings.csv.gz", gzip.compress(content), RATING_COLUMNS)
    assert packed[:2] == plain[:2]
    assert packed[2][0].startswith("ratings.csv.gz, line 3")


@pytest.mark.parametrize("faulty", ["", "1,3,x,9\n"])
def test_a_gzipped_file_that_was_cut_short_or_changed_is_called_damaged(
    tmp_path: Path, faulty: str
) -> None:
    rows = "".join(f"{n},{n * n},4.0,{n * 7}\n" for n in range(5_000))
    whole = gzip.compress(f"userId,movieId,rating,timestamp\n{faulty}{rows}".encode())
    middle = len(whole) // 2
    for content in (
        whole[:middle],
        whole[:-4],
        whole[:middle] + b"\0" * 99 + whole[middle + 99 :],
        whole[:-8] + b"\0" * 8,
        b"userId,movieId,rating,timestamp\n1,2,4.0,9\n",
    ):
        with pytest.raises(DatasetError, match=r"ratings\.csv\.gz: the gzip file is damaged"):
            read(tmp_path / "ratings.csv.gz", content, RATING_COLUMNS)


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="the file cannot be read"):
        read_table(tmp_path / "ratings.csv", RATING_COLUMNS, Problems())


def test_a_plain_file_is_preferred_to_a_gzipped_one(tmp_path: Path) -> None:
    assert find_file(tmp_path, "tags") is None
    packed = write(tmp_path / "tags.csv.gz", b"")
    assert find_file(tmp_path, "tags") == packed
    plain = write(tmp_path / "tags.csv", b"")
    assert find_file(tmp_path, "tags") == plain


@given(rows=RATING_ROWS, line_end=st.sampled_from(["\n", "\r\n"]), faulty=st.booleans())
@example(rows=[(2**62 + 1, -(2**63), 0.5, 0), (2**63 - 1, 0, 5.0, 1)], line_end="\n", faulty=True)
def test_any_ratings_read_back_as_they_were_written(
    rows: list[tuple[object, ...]], line_end: str, faulty: bool
) -> None:
    content = as_csv(RATING_COLUMNS, [*rows, *([("", "", "", "")] * faulty)], line_end)
    with tempfile.TemporaryDirectory() as folder:
        found, lines, problems = read(Path(folder, "ratings.csv"), content, RATING_COLUMNS)
    assert found == rows
    assert lines == list(range(2, len(rows) + 2))
    assert len(problems) == faulty


@given(rows=MOVIE_ROWS, faulty=st.booleans())
@example(rows=[(1, '"Heat", [b]they[/b] said,\r\n\tagain\0 (1995)', "a|b")], faulty=False)
@example(rows=[(1, '"Heat", [b]they[/b] said,\r\n\tagain\0 (1995)', "a|b")], faulty=True)
def test_any_titles_read_back_as_they_were_written(
    rows: list[tuple[int, str, str]], faulty: bool
) -> None:
    content = as_csv(MOVIE_COLUMNS, [*rows, *([("", "", "")] * faulty)])
    with tempfile.TemporaryDirectory() as folder:
        found, _, problems = read(Path(folder, "movies.csv"), content, MOVIE_COLUMNS)
    assert found == rows
    assert len(problems) == faulty


@given(
    content=st.binary()
    | st.text("0159.,\"'\r\n-xé").map(lambda text: f"movieId,title,genres\n{text}".encode()),
    packed=st.booleans(),
)
@settings(max_examples=200)
def test_garbage_raises_nothing_but_a_dataset_error(content: bytes, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "movies.csv.gz" if packed else "movies.csv")
        try:
            rows, lines, problems = read(path, content, MOVIE_COLUMNS)
        except DatasetError as error:
            assert str(error).encode()
        else:
            assert len(rows) == len(lines) > 0
            assert "".join(problems).encode() or not problems
