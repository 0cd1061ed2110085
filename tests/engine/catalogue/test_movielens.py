import sys
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.files.problems import DatasetError
from tests.conftest import MOVIES, RATINGS, TAGS, pack_folder, write_folder

BIG = 2**62


def said(dataset: Dataset) -> list[str]:
    return [str(problem) for problem in dataset.problems]


def test_a_clean_folder_becomes_columns_of_rows(tiny: Dataset) -> None:
    assert tiny.name == "tiny"
    assert tiny.user_ids.tolist() == [1, 2, 7]
    assert tiny.movie_ids.tolist() == [10, 20, 30, 40]
    assert tiny.users.tolist() == [0, 0, 1, 1, 2]
    assert tiny.movies.tolist() == [0, 1, 0, 2, 0]
    assert tiny.stars.tolist() == [4.0, 0.5, 5.0, 3.5, 4.0]
    assert tiny.times.tolist()[0] == 964982703
    assert tiny.imdb_ids.tolist() == [133093, 1038988, 5247022, 0]
    assert tiny.tmdb_ids.tolist() == [603, 0, 370755, 0]
    assert tiny.tag_names == ["bullet time", "dystopia", "found footage"]
    assert tiny.tag_movies.tolist() == [0, 0, 1, 2]
    assert tiny.tag_codes.tolist() == [0, 1, 2, 1]
    assert tiny.problems == ()
    assert tiny.left_out == ()


def test_every_column_has_the_narrow_type_it_promises(tiny: Dataset) -> None:
    for ids in (tiny.user_ids, tiny.movie_ids, tiny.imdb_ids, tiny.tmdb_ids):
        assert ids.dtype == np.int64
    for rows in (tiny.users, tiny.movies, tiny.times, tiny.tag_movies, tiny.tag_codes, tiny.years):
        assert rows.dtype == np.int32
    assert tiny.stars.dtype == tiny.mean_stars.dtype == np.float32
    assert tiny.rating_counts.dtype == np.int32


def test_a_gzipped_folder_is_the_same_data_set(tmp_path: Path, tiny: Dataset) -> None:
    packed = read_dataset(pack_folder(write_folder(tmp_path / "packed")))
    assert packed.fingerprint == tiny.fingerprint
    assert packed.imdb_ids.tolist() == tiny.imdb_ids.tolist()


def test_genres_may_be_missing_repeated_or_said_to_be_none(tmp_path: Path) -> None:
    movies = "movieId,title,genres\n10,A,\n20,B,(no genres listed)\n30,C\n40,D,War| Drama|War||\n"
    dataset = read_dataset(write_folder(tmp_path, movies=movies))
    assert dataset.genres == [(), (), (), ("War", "Drama")]
    assert dataset.problems == ()


def test_a_movie_without_a_title_goes_by_its_number(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, movies="movieId,title,genres\n10, ,Drama\n"))
    assert dataset.titles == ["Movie 10"]


def test_tags_and_links_may_be_absent(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, tags=None, links=None))
    assert dataset.tag_names == []
    assert dataset.tag_movies.dtype == dataset.tag_codes.dtype == np.int32
    assert dataset.imdb_ids.tolist() == dataset.tmdb_ids.tolist() == [0, 0, 0, 0]
    assert dataset.problems == ()
    assert dataset.left_out == ()


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("tags", "", "the file is empty"),
        ("tags", "userId,movieId,timestamp\n1,10,9\n", "line 1: column tag is missing"),
        ("tags", 'movieId,tag\n10,"open\n20,more\n', "line 2: the row that begins here"),
        ("links", "movieId,imdbId,tmdbId\nx,1,1\n", "line 2, column movieId: 'x' is not"),
        ("links", "movieId,imdbId,tmdbId\n", "the file has no usable rows"),
    ],
)
def test_tags_or_links_at_fault_are_left_out_and_told(
    tmp_path: Path, file: str, content: str, reason: str
) -> None:
    dataset = read_dataset(write_folder(tmp_path, **{file: content}))
    assert len(dataset.stars) == 5
    assert len(dataset.left_out) == 1
    assert reason in dataset.left_out[0]
    assert dataset.left_out[0].endswith(f"The data set is used without {file}.csv.")
    assert bool(dataset.tag_names) == (file == "links")
    assert dataset.imdb_ids.any() == (file == "tags")


def test_damaged_optional_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    folder = pack_folder(write_folder(tmp_path))
    whole = (folder / "tags.csv.gz").read_bytes()
    (folder / "tags.csv.gz").write_bytes(whole[: len(whole) // 2])
    dataset = read_dataset(folder)
    assert dataset.tag_names == []
    assert "tags.csv.gz: the gzip file is damaged" in dataset.left_out[0]


def test_tags_that_say_nothing_are_none(tmp_path: Path) -> None:
    tags = TAGS + "2,30, ,1445714992\n2,30,,1445714992\n"
    assert read_dataset(write_folder(tmp_path, tags=tags)).tag_names == [
        "bullet time",
        "dystopia",
        "found footage",
    ]


@pytest.mark.parametrize("file", ["ratings", "movies"])
def test_a_needed_file_that_is_missing_is_named(tmp_path: Path, file: str) -> None:
    with pytest.raises(DatasetError, match=rf"{file}\.csv \(or {file}\.csv\.gz\) is missing"):
        read_dataset(write_folder(tmp_path, **{file: None}))


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nowhere: there is no such folder"):
        read_dataset(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(RATINGS)
    with pytest.raises(DatasetError, match=r"ratings\.csv: there is no such folder"):
        read_dataset(file)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds no fault with such a name")
def test_a_folder_that_the_system_refuses_to_look_into_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        read_dataset(tmp_path / ("a" * 5_000))


def test_a_rating_at_fault_is_skipped_and_told(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=RATINGS + "7,20,six,1493846415\n"))
    assert len(dataset.stars) == 5
    assert said(dataset) == [
        "ratings.csv, line 7, column rating: 'six' is not a number from 0.5 to 5. "
        "1 row was skipped. Correct the value or delete the row."
    ]


@pytest.mark.parametrize("gap", ["", "7,30,oops,9\n"])
def test_ratings_of_unknown_movies_are_skipped_and_told(tmp_path: Path, gap: str) -> None:
    ratings = RATINGS + gap + "7,99,4.0,9\n7,98,4.0,9\n7,20,2.0,9\n"
    dataset = read_dataset(write_folder(tmp_path, ratings=ratings))
    assert dataset.stars.tolist()[5:] == [2.0]
    assert said(dataset)[-1] == (
        f"ratings.csv, line {8 if gap else 7}, column movieId: movie 99 is not in movies.csv. "
        "2 rows like this were skipped. Add the movie to movies.csv or delete the row."
    )


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="Do the two files belong together"):
        read_dataset(write_folder(tmp_path, movies="movieId,title,genres\n99,Heat,\n"))


def test_of_two_ratings_by_one_person_the_newest_counts(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=RATINGS + "1,10,1.0,964982999\n"))
    assert dataset.stars.tolist() == [0.5, 5.0, 3.5, 4.0, 1.0]
    assert dataset.times[-1] == 964982999
    assert said(dataset) == [
        "ratings.csv, line 2, column movieId: more than one row has userId 1 and movieId 10; "
        "the newest one counts. 1 row was skipped. Delete the rows that are wrong."
    ]


@pytest.mark.parametrize(("time", "left"), [(964982702, 4.0), (964982703, 1.0)])
def test_the_newest_rating_need_not_stand_last_and_of_one_time_the_last_counts(
    tmp_path: Path, time: int, left: float
) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=RATINGS + f"1,10,1.0,{time}\n"))
    mine = dataset.stars[(dataset.users == 0) & (dataset.movies == 0)]
    assert mine.tolist() == [left]


@pytest.mark.parametrize(("again", "line"), [("7,10", 6), ("2,30", 5)])
def test_a_repeat_is_found_in_files_that_are_nearly_in_order_too(
    tmp_path: Path, again: str, line: int
) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=f"{RATINGS}{again},1.0,1493846416\n"))
    assert dataset.stars[-1] == 1.0
    assert said(dataset)[0].startswith(f"ratings.csv, line {line}, column movieId: more than one")


def test_of_two_movies_with_one_id_the_first_counts(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path, movies=MOVIES + "10,Impostor (2001),\n"))
    assert dataset.titles[0] == "The Matrix"
    assert len(dataset.titles) == 4
    assert said(dataset)[0].startswith("movies.csv, line 6, column movieId: more than one row has")


def test_the_lines_of_faults_hold_after_titles_that_span_lines(tmp_path: Path) -> None:
    movies = 'movieId,title,genres\n10,"Matrix,\nThe",\n20,REC,\n30,P,\n10,Again,\n'
    tags = 'userId,movieId,tag,timestamp\n1,10,"two\nlines",1\n1,99,lost,1\n'
    dataset = read_dataset(write_folder(tmp_path, movies=movies, tags=tags))
    assert dataset.file_titles[0] == "Matrix,\nThe"
    assert said(dataset)[0].startswith("movies.csv, line 6,")
    assert said(dataset)[1].startswith("tags.csv, line 4, column movieId: movie 99")


def test_faults_in_a_gzipped_file_name_that_file(tmp_path: Path) -> None:
    folder = pack_folder(write_folder(tmp_path, tags=TAGS + "1,99,lost,1\n"))
    assert said(read_dataset(folder))[0].startswith("tags.csv.gz, line 6,")


def test_a_title_that_is_no_utf_8_is_read_as_windows_wrote_it(tmp_path: Path) -> None:
    movies = b"movieId,title,genres\n10,Am\xe9lie (2001),Comedy\n20,REC,\n30,P,\n"
    dataset = read_dataset(write_folder(tmp_path, movies=movies))
    assert dataset.titles[0] == "Am\u00e9lie"
    assert dataset.problems == ()


def test_ids_may_be_large_sparse_and_negative(tmp_path: Path) -> None:
    ratings = f"userId,movieId,rating,timestamp\n{BIG},{BIG + 1},4,9\n-5,7,2,9\n{BIG},7,3,9\n"
    movies = f"movieId,title,genres\n7,Low,\n{BIG + 1},High,\n{BIG},Beside,\n"
    links = f"movieId,imdbId,tmdbId\n{BIG + 1},{BIG + 3},\n"
    dataset = read_dataset(
        write_folder(tmp_path, ratings=ratings, movies=movies, links=links, tags=None)
    )
    assert dataset.user_ids.tolist() == [-5, BIG]
    assert dataset.users.tolist() == [1, 0, 1]
    assert dataset.movies.tolist() == [1, 0, 0]
    assert dataset.row_of(BIG + 1) == 1
    assert dataset.imdb_ids.tolist() == [0, BIG + 3, 0]


def test_the_real_data_set_reads_without_a_fault(real_folder: Path) -> None:
    dataset = read_dataset(real_folder)
    assert (len(dataset.stars), len(dataset.user_ids)) == (100_836, 610)
    assert (len(dataset.movie_ids), len(dataset.tag_codes)) == (9_742, 3_683)
    assert dataset.problems == ()
    assert dataset.left_out == ()
    assert "[REC]" in dataset.titles
