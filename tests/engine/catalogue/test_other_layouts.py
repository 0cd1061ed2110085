"""Data sets in other layouts are read as the same data set in MovieLens's own."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.other_layouts import write_plain
from engine.catalogue.other_tables import FILES
from engine.catalogue.plain_layout import is_plain
from engine.files.problems import DatasetError
from tests.conftest import RATINGS, write_folder

CASES = Path(__file__).parents[4] / "shared" / "cases" / "datasets"


def written(folder: Path, **files: str | bytes) -> Dataset:
    """A folder of files, named with an underscore for the point, read as a data set."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".", 1)).write_bytes(data)
    return read_dataset(folder)


def test_a_plain_folder_is_left_alone(tmp_path: Path) -> None:
    assert is_plain(write_folder(tmp_path))


def test_grouplens_first_set_has_bars_latin_1_and_flags_for_genres(tmp_path: Path) -> None:
    flags = "|".join("1" if place in (5, 14) else "0" for place in range(19))
    dataset = written(
        tmp_path,
        u_data="1\t7\t3\t881250949\n2\t7\t5\t881250950\n",
        u_item=f"7|Am\xe9lie (2001)|01-Jan-2001||http://x|{flags}\n".encode("latin-1"),
    )
    assert dataset.file_titles == ["Am\xe9lie (2001)"]
    assert dataset.genres == [("Comedy", "Romance")]
    assert (dataset.stars.tolist(), dataset.times[0]) == ([3.0, 5.0], 881250949)


def test_colons_of_titles_stay_where_two_separate_columns(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        ratings_dat="1::2::4::978300760\n",
        movies_dat="2::Star Wars: Episode IV - A New Hope (1977)::Action|Sci-Fi\n",
    )
    assert dataset.file_titles == ["Star Wars: Episode IV - A New Hope (1977)"]


def test_kaggles_movies_are_numbered_as_its_ratings_are(tmp_path: Path) -> None:
    dataset = written_kaggle(tmp_path)
    assert dataset.movie_ids.tolist() == [6]
    assert dataset.file_titles == ["Heat (1995)"]
    assert dataset.genres == [("Action", "Crime")]
    assert (dataset.imdb_ids[0], dataset.tmdb_ids[0]) == (113277, 949)


def written_kaggle(folder: Path) -> Dataset:
    genres = "\"[{'id': 28, 'name': 'Action'}, {'id': 80, 'name': 'Crime'}]\""
    for name, content in (
        ("ratings_small.csv", "userId,movieId,rating,timestamp\n1,6,4.0,1260759144\n"),
        ("links_small.csv", "movieId,imdbId,tmdbId\n6,0113277,949.0\n"),
        (
            "movies_metadata.csv",
            f"genres,id,imdb_id,release_date,title\n{genres},949,tt0113277,1995-12-15,Heat\n",
        ),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    return read_dataset(folder)


@pytest.mark.parametrize(
    "ratings",
    [
        RATINGS.replace(",", ";"),
        RATINGS.replace(",", "\t"),
        RATINGS.replace("userId,movieId", "user_id,movie_id"),
        RATINGS.encode("utf-16"),
        "\n".join(
            f"{line}000" if line[0].isdecimal() else line for line in RATINGS.split("\n")[:-1]
        ),
    ],
    ids=["semicolons", "tabs", "names", "utf-16", "milliseconds"],
)
def test_the_same_ratings_in_another_table_are_the_same(
    ratings: str | bytes, tmp_path: Path, tiny: Dataset
) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=ratings))
    assert sorted(dataset.stars.tolist()) == sorted(tiny.stars.tolist())
    assert sorted(dataset.times.tolist()) == sorted(tiny.times.tolist())


def test_ratings_without_times_have_none(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating\n1,10,4\n2,10,5\n"
    assert read_dataset(write_folder(tmp_path, ratings=ratings)).times.tolist() == [0, 0]


def test_another_scale_is_refused_with_the_way_out(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating,timestamp\n1,10,8,5\n1,20,4,6\n2,10,10,7\n"
    folder = write_folder(tmp_path / "ten", ratings=ratings)
    with pytest.raises(DatasetError, match=r"go up to 10, not to 5.*--scale 10"):
        read_dataset(folder)
    (tmp_path / "stars").mkdir()
    write_plain(folder, tmp_path / "stars", 10)
    assert read_dataset(tmp_path / "stars").stars.tolist() == [4.0, 2.0, 5.0]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_single_row_tells_its_scale_too(end: str, tmp_path: Path) -> None:
    ratings = f"userId,movieId,rating,timestamp\n1,10,8,5{end}"
    with pytest.raises(DatasetError, match=r"go up to 8, not to 5.*--scale 10"):
        read_dataset(write_folder(tmp_path, ratings=ratings))


def test_one_impossible_rating_among_many_says_nothing_of_the_scale(tmp_path: Path) -> None:
    many = "".join(f"{user},10,4,9\n" for user in range(100, 200))
    dataset = read_dataset(write_folder(tmp_path, ratings=f"{RATINGS}{many}300,10,40,9\n"))
    assert len(dataset.stars) == 105
    assert "'40' is not a number" in str(dataset.problems[0])


def test_movies_may_be_numbered_as_imdb_does(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        ratings_csv="userId,movieId,rating,timestamp\n1,tt0133093,4,9\n2,tt0113277,5,9\n",
        movies_csv="movieId,title,genres\ntt0133093,Matrix (1999),\ntt0113277,Heat (1995),\n",
        tags_csv="userId,movieId,tag,timestamp\n1,tt0113277,heist,9\n",
    )
    assert dataset.problems == ()
    assert dataset.movie_ids.tolist() == dataset.imdb_ids.tolist() == [133093, 113277]
    assert dataset.stars.tolist() == [4.0, 5.0]
    assert dataset.tags_of(1) == ["heist"]


def test_two_colons_within_a_title_or_a_tag_are_no_separator(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        ratings_dat="1::2::4::978300760\n1::3::4::978300760\n",
        movies_dat="2::Foo::Bar (1990)::Drama\n3::Heat (1995)::Children's|Crime\n",
        tags_dat="1::2::so::good::978300760\n",
    )
    assert dataset.file_titles == ["Foo::Bar (1990)", "Heat (1995)"]
    assert dataset.tag_names == ["so::good"]
    assert dataset.problems == ()


def test_genres_have_one_name_in_all_of_grouplens_sets(tmp_path: Path) -> None:
    movies = "movieId,title,genres\n10,A (1990),Children's|Comedy\n"
    assert read_dataset(write_folder(tmp_path, movies=movies)).genres == [("Children", "Comedy")]


def test_a_title_quoted_once_too_often_has_its_year(tmp_path: Path) -> None:
    movies = 'movieId,title,genres\n10,"""Heat (1995)""",\n20,"""Bob"" (1990)",\n'
    dataset = read_dataset(write_folder(tmp_path, movies=movies))
    assert list(zip(dataset.titles, dataset.years.tolist(), strict=True)) == [
        ("Heat", 1995),
        ('"Bob"', 1990),
    ]


def test_rows_with_too_many_cells_are_told(tmp_path: Path) -> None:
    movies = "movieId;title;genres\n10;Heat (1995);\n20;Love; Actually (2003);\n30;A;B;\n"
    dataset = written(
        tmp_path,
        movies_csv=movies,
        ratings_csv="userId;movieId;rating;timestamp\n1;10;4;9\n",
    )
    assert dataset.titles == ["Heat"]
    assert str(dataset.problems[0]) == (
        "movies.csv, line 3, column genres: the row has 4 cells, not 3. 2 rows like this were "
        "skipped. Put quotation marks around text that contains the separator."
    )


def test_rows_may_end_with_a_separator(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        movies_csv="movieId;title;genres\n10;Heat (1995);Crime;\n",
        ratings_csv="userId;movieId;rating;timestamp\n1;10;4;9;\n",
    )
    assert (dataset.titles, dataset.stars.tolist(), dataset.problems) == (["Heat"], [4.0], ())


def test_a_rating_by_nobody_or_of_0_is_told(tmp_path: Path) -> None:
    ratings = "userId;movieId;rating;timestamp\nann;10;4;9\n;10;4;9\nbob;10;0;9\n"
    dataset = read_dataset(write_folder(tmp_path, ratings=ratings))
    assert dataset.stars.tolist() == [4.0]
    assert [problem.what for problem in dataset.problems] == [
        "'' is not a whole number",
        "'0' is not a number from 0.5 to 5",
    ]


def test_faults_are_told_by_the_file_and_the_line_they_are_in(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        movies_dat="10::Heat (1995)::Crime\n10::Up (2009)::Crime\n",
        ratings_dat="1::10::4::900\n2::10::4::800\n3::10::six::1\n4::99::3::5\n",
    )
    assert [(each.file, each.line, each.column) for each in dataset.problems] == [
        ("movies.dat", 2, "movieId"),
        ("ratings.dat", 3, "rating"),
        ("ratings.dat", 4, "movieId"),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ratings_csv": "userId;movieId;time\n1;10;9\n"}, "ratings.csv, line 1: column rating"),
        (
            {"ratings_csv": "userId;movieId;rating\n1;99;4\n"},
            "ratings.csv: no rating is of a",
        ),
        (
            {"u_data": "1\t10\t4\t9\n", "movies_csv": None},
            "movies.csv (or movies.csv.gz) is",
        ),
    ],
)
def test_an_error_names_the_folder_that_the_person_named(
    files: dict[str, str | None], said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    usual = {"movies_csv": "movieId;title;genres\n10;Heat (1995);\n"}
    given = {name: text for name, text in {**usual, **files}.items() if text is not None}
    with pytest.raises(DatasetError) as raised:
        written(folder, **given)
    assert str(raised.value).startswith(str(folder))
    assert said in str(raised.value)


@pytest.mark.skipif(not CASES.is_dir(), reason="needs ../shared/cases/datasets")
def test_a_ten_point_data_set_is_refused_and_can_be_converted(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"29_ten_point_dataset: ratings go up.*--scale 10"):
        read_dataset(CASES / "29_ten_point_dataset")
    assert write_plain(CASES / "29_ten_point_dataset", tmp_path, 10).problems == ()
    assert read_dataset(tmp_path).stars.max() == 5


@pytest.mark.skipif(not CASES.is_dir(), reason="needs ../shared/cases/datasets")
def test_odd_folders_are_read_whole_or_refused(tmp_path: Path) -> None:
    subprocess.run([sys.executable, CASES / "make.py", tmp_path], check=True)
    refused, counts = [], {}
    for folder in sorted(path for path in tmp_path.iterdir() if path.is_dir()):
        if folder.name == "home":
            continue
        try:
            counts[folder.name] = len(read_dataset(folder).stars)
        except DatasetError as error:
            assert "--scale" in str(error)
            refused.append(folder.name)
    assert refused == ["hundred", "ten"]
    # zeros are no ratings, and half of the movies are missing where the folder says so.
    odd = {name: count for name, count in counts.items() if count != 1500}
    assert odd == {"half_missing": 751, "one_rating": 1, "one_user": 100, "zeros": 1350}
    assert read_dataset(tmp_path / "quotes").years.min() >= 1950
    assert read_dataset(CASES / "30_kaggle_dates_dataset").times.max() == 1112572427


HEADERS = (
    *("userId,movieId,rating,timestamp", "movieId,title,genres", "movieId,imdbId,tmdbId"),
    *("genres,id,imdb_id,release_date,title", "movieId,tag", "tconst;name", "id::title", ""),
)
NAMES = sorted(name for names in FILES.values() for name in names if not name.endswith(".gz"))
CELLS = (
    *("1", "10", "4,5", "tt0133093", "2005-04-02", "03/04/2005", "1000000000000", "1e400", "-1"),
    *("", "NaN", "ann", '"', "Caf\xe9 (1999)", "a::b", "9" * 20, "\x00"),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(
            st.sampled_from(HEADERS),
            st.sampled_from(",;\t|"),
            st.lists(st.lists(st.sampled_from(CELLS), max_size=5), max_size=5),
            st.sampled_from(("utf-8", "cp1252", "utf-16")),
        ),
        max_size=4,
    )
)
def test_nothing_but_a_sentence_comes_of_any_files(
    tmp_path: Path, files: dict[str, tuple[str, str, list[list[str]], str]]
) -> None:
    with TemporaryDirectory(dir=tmp_path) as folder:
        for name, (header, separator, rows, encoding) in files.items():
            text = "\n".join([header, *(separator.join(row) for row in rows)])
            (Path(folder) / name).write_bytes(text.encode(encoding))
        try:
            read_dataset(Path(folder))
        except DatasetError as error:
            assert str(error).startswith(folder)
