from pathlib import Path

import pytest

from engine.catalogue.movielens import MOVIE_COLUMNS, RATING_COLUMNS
from engine.files.csv_rows import check_header
from engine.files.problems import DatasetError
from tests.engine.files.reading import read, write


def test_blank_lines_are_no_rows_but_count_as_lines(ratings: Path) -> None:
    content = "userId,movieId,rating,timestamp\n1,2,4.0,9\n\n\n1,3,x,9\n1,4,5,9\n\n"
    rows, lines, problems = read(ratings, content, RATING_COLUMNS)
    assert [row[1] for row in rows] == [2, 4]
    assert lines == [2, 6]
    assert len(problems) == 1
    assert problems[0].startswith("ratings.csv, line 5, column rating")


@pytest.mark.parametrize("block", [1, 2, 3, 4])
def test_rows_and_lines_hold_however_many_are_taken_at_once(
    ratings: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("engine.files.csv_rows._BLOCK", block)
    content = "userId,movieId,rating,timestamp\n1,2,4,9\n1,x,4,9\n1,3,5,9\n1,y,4,9\n1,4,5,9\n"
    rows, lines, problems = read(ratings, content, RATING_COLUMNS)
    assert rows == [(1, 2, 4.0, 9), (1, 3, 5.0, 9), (1, 4, 5.0, 9)]
    assert lines == [2, 4, 6]
    assert "line 3, column movieId: 'x' is not a whole number. 2 rows like this" in problems[0]


@pytest.mark.parametrize("cell", ["", "x", "4,5", "nan", "inf", "-inf", "0", "0.4", "5.5", "-3"])
def test_stars_that_are_none_are_named_with_their_place(ratings: Path, cell: str) -> None:
    content = f'userId,movieId,rating,timestamp\n1,2,4.0,9\n1,3,"{cell}",9\n'
    rows, lines, problems = read(ratings, content, RATING_COLUMNS)
    assert [row[1] for row in rows] == [2]
    assert lines == [2]
    assert problems == [
        f"ratings.csv, line 3, column rating: {cell!r} is not a number from 0.5 to 5. "
        "1 row was skipped. Correct the value or delete the row."
    ]


@pytest.mark.parametrize(
    ("row", "column", "wanted"),
    [
        ("x,2,4,9", "userId", "a whole number"),
        ("1.5,2,4,9", "userId", "a whole number"),
        (f"{2**63},2,4,9", "userId", "a whole number"),
        (f"1,{-(2**63) - 1},4,9", "movieId", "a whole number"),
        ("1,,4,9", "movieId", "a whole number"),
        ("1,2,4,-1", "timestamp", "a time in whole seconds since 1970"),
        ("1,2,4,2147483648", "timestamp", "a time in whole seconds since 1970"),
        ("1,2,4,2001-09-11", "timestamp", "a time in whole seconds since 1970"),
        ("1,2,4", "timestamp", "a time in whole seconds since 1970"),
    ],
)
def test_a_number_that_is_none_is_named_with_its_place(
    ratings: Path, row: str, column: str, wanted: str
) -> None:
    content = f"userId,movieId,rating,timestamp\n{row}\n1,2,4.0,9\n"
    rows, lines, problems = read(ratings, content, RATING_COLUMNS)
    assert rows == [(1, 2, 4.0, 9)]
    assert lines == [3]
    assert len(problems) == 1
    assert problems[0].startswith(f"ratings.csv, line 2, column {column}: ")
    assert f" is not {wanted}. " in problems[0]


def test_many_faults_of_a_kind_make_one_sentence(ratings: Path) -> None:
    bad = "1,3,x,9\n" * 1_234
    rows, _, problems = read(
        ratings, f"userId,movieId,rating,timestamp\n1,2,4.0,9\n{bad}", RATING_COLUMNS
    )
    assert len(rows) == 1
    assert len(problems) == 1
    assert problems[0].startswith("ratings.csv, line 3,")
    assert "1,234 rows like this were skipped" in problems[0]


def test_line_numbers_hold_after_cells_that_span_lines(movies: Path) -> None:
    content = 'movieId,title,genres\n1,"Heat\r\n\nand\rDust",\nx,Ran,\n3,"a\nb",\n4,Alien,\n'
    rows, lines, problems = read(movies, content, MOVIE_COLUMNS)
    assert [row[0] for row in rows] == [1, 3, 4]
    assert rows[0][1] == "Heat\r\n\nand\rDust"
    assert lines == [2, 7, 9]
    assert problems[0].startswith("movies.csv, line 6, column movieId: 'x'")


@pytest.mark.parametrize("first", ["", "1,Heat,Action\n"])
def test_a_comma_that_nobody_quoted_does_not_shift_the_columns(movies: Path, first: str) -> None:
    content = f"movieId,title,genres\n{first}2,Crazy, Stupid, Love,Comedy\n3,Ran,War\n"
    rows, _, problems = read(movies, content, MOVIE_COLUMNS)
    assert [row[0] for row in rows] == ([1, 3] if first else [3])
    assert len(problems) == 1
    assert "the row has 5 cells and the header 3. 1 row was skipped" in problems[0]


def test_a_row_with_a_cell_too_many_everywhere_is_not_taken_for_an_index(ratings: Path) -> None:
    content = "userId,movieId,rating,timestamp\n9,1,2,4.0,1000\n"
    with pytest.raises(DatasetError, match=r"has no usable rows.*the row has 5 cells"):
        read(ratings, content, RATING_COLUMNS)


def test_a_row_that_is_too_short_lacks_its_last_texts(movies: Path) -> None:
    for faulty in ("", "x,y,z\n"):
        content = f"movieId,title,genres\n1,Heat (1995)\n{faulty}"
        rows, _, _ = read(movies, content, MOVIE_COLUMNS)
        assert rows == [(1, "Heat (1995)", "")]


@pytest.mark.parametrize(
    "row", ['2,"Ran,War', '2,Ran,"War', '2,"Ran,War\n3,Alien,Horror', '2,"' + "x\n" * 100_000]
)
def test_a_quotation_mark_without_its_second_is_found_before_it_swallows_the_rest(
    movies: Path, row: str
) -> None:
    content = f"movieId,title,genres\n1,Heat,Action\n{row}"
    with pytest.raises(DatasetError, match=r"movies\.csv, line 3: .* Close its quotation marks\."):
        read(movies, content, MOVIE_COLUMNS)


def test_letters_that_are_no_utf_8_are_replaced_and_told(movies: Path) -> None:
    content = b"movieId,title,genres\n1,Heat,Action\n2,Am\xe9lie,\xff\n"
    rows, _, problems = read(movies, content, MOVIE_COLUMNS)
    assert rows[1] == (2, "Am\N{REPLACEMENT CHARACTER}lie", "\N{REPLACEMENT CHARACTER}")
    assert len(problems) == 2
    assert problems[0] == (
        "movies.csv, line 3, column title: the text is not valid UTF-8. 1 row was kept, "
        "the unreadable letters shown as \N{REPLACEMENT CHARACTER}. Save the file as UTF-8."
    )


@pytest.mark.parametrize("content", ["", "\n", "\n\n", "\N{ZERO WIDTH NO-BREAK SPACE}", ",,\n"])
def test_an_empty_file_is_called_empty(ratings: Path, content: str) -> None:
    with pytest.raises(DatasetError, match=r"ratings\.csv: the file is empty"):
        read(ratings, content, RATING_COLUMNS)


def test_a_missing_column_is_named_beside_those_that_are_there(ratings: Path) -> None:
    content = "userId,movieId,stars,timestamp\n1,2,4.0,9\n"
    with pytest.raises(DatasetError) as caught:
        read(ratings, content, RATING_COLUMNS)
    assert str(caught.value) == (
        f"{ratings}, line 1: column rating is missing "
        "(found: 'userId', 'movieId', 'stars', 'timestamp'). "
        "A MovieLens ratings.csv begins with userId,movieId,rating,timestamp."
    )


def test_a_header_that_is_not_text_can_still_be_shown(ratings: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        read(ratings, b"\x1b[31m\xff\n1,2\n", RATING_COLUMNS)
    assert str(caught.value).isprintable()
    assert str(caught.value).encode()


def test_checking_a_header_reads_no_further(ratings: Path) -> None:
    check_header(write(ratings, "userId,movieId,rating,timestamp\nx"), RATING_COLUMNS)
    with pytest.raises(DatasetError, match="column userId is missing"):
        check_header(write(ratings, "<html>\n"), RATING_COLUMNS)
