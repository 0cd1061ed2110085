import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import with_added_movies
from engine.facts import imdb_files
from engine.facts.fact_files import facts_file
from engine.facts.finding import find
from engine.facts.imdb_files import BASICS, RATINGS, add_imdb
from engine.facts.movie_facts import FactsError
from engine.recommend.asking.reading import Asking
from tests.conftest import write_folder
from tests.engine.facts.reading import FILE

HEADER = (
    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
    "runtimeMinutes\tgenres"
)
TITLES = f"""{HEADER}
tt0000001\tshort\tCarmencita\tCarmencita\t0\t1894\t\\N\t1\tDocumentary,Short
tt0133093\tmovie\tThe Matrix\tThe Matrix\t0\t1999\t\\N\t137\tAction,Sci-Fi
tt1038988\tmovie\t[REC]\t[REC]\t0\t2007\t\\N\t78\tHorror,Biography
tt5247022\tmovie\tPaterson\tPaterson\t0\t\\N\t\\N\t\\N\t\\N
"""
VOTES = "tconst\taverageRating\tnumVotes\ntt0000001\t5.7\t2000\ntt1038988\t7.4\t204891\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Dataset:
    """The Matrix, [REC] and Paterson, with links; one more without."""
    return read_dataset(write_folder(tmp_path / "tiny"))


@pytest.fixture
def imdb(tmp_path: Path) -> Path:
    return written(tmp_path / "imdb", TITLES, VOTES)


def written(folder: Path, titles: str, votes: str | None) -> Path:
    folder.mkdir()
    (folder / f"{BASICS}.gz").write_bytes(gzip.compress(titles.encode()))
    if votes is not None:
        (folder / f"{RATINGS}.gz").write_bytes(gzip.compress(votes.encode()))
    return folder


def test_imdb_s_files_alone_are_facts(tiny: Dataset, imdb: Path) -> None:
    assert add_imdb(tiny, imdb) == facts_file(tiny)
    facts = find(tiny)
    assert facts is not None
    np.testing.assert_array_equal(facts.runtimes, [137, 78, np.nan, np.nan])
    assert facts.imdb_votes is not None
    np.testing.assert_array_equal(facts.imdb_votes, [np.nan, 204891, np.nan, np.nan])
    assert facts.imdb_genres == [("Action", "Sci-Fi"), ("Horror", "Biography"), (), ()]
    assert facts.remarks == ()


def test_added_movies_learn_what_imdb_knows_of_them_and_keep_what_they_know(
    tmp_path: Path, imdb: Path
) -> None:
    files = {
        "movies": 'movieId,title,genres\n10,"Matrix, The (1999)",Action|Sci-Fi\n',
        "links": "movieId,imdbId,tmdbId\n10,0133093,603\n",
    }
    matrix = read_dataset(write_folder(tmp_path / "matrix", **files, tags=None))
    add_movies([added_movie("[REC]", 2008, imdb_id=1038988), added_movie("No Id", 2020)])
    add_imdb(with_added_movies(matrix), imdb)
    wide = with_added_movies(matrix)
    rec = wide.added[0]
    assert (rec.year, rec.genres, rec.runtime, rec.votes) == (2008, ("Horror",), 78, 204891)
    facts = find(wide)
    assert facts is not None
    np.testing.assert_array_equal(facts.runtimes, [137, 78, np.nan])
    assert facts.imdb_votes is not None
    np.testing.assert_array_equal(facts.imdb_votes, [np.nan, 204891, np.nan])
    assert facts.remarks == ()


def test_a_genre_that_only_imdb_has_can_be_asked_for(tiny: Dataset, imdb: Path) -> None:
    add_imdb(tiny, imdb)
    assert Asking(tiny, find(tiny)).read("biographies, sci-fi").labels == ("Biography", "Sci-Fi")


def test_what_the_facts_say_already_stays(tiny: Dataset, imdb: Path) -> None:
    facts_file(tiny).parent.mkdir(parents=True)
    facts_file(tiny).write_bytes(gzip.compress(FILE.encode()))
    for _ in range(2):
        add_imdb(tiny, imdb)
        facts = find(tiny)
        assert facts is not None
        np.testing.assert_array_equal(facts.runtimes, [136, 78, 118, np.nan])
        assert facts.names("directors", 0) == ["Lana Wachowski", "Lilly Wachowski"]
        assert facts.imdb_genres[0] == ("Action", "Sci-Fi")


def test_the_titles_are_enough_and_may_be_unpacked(tiny: Dataset, tmp_path: Path) -> None:
    folder = written(tmp_path / "imdb", TITLES, None)
    packed = folder / f"{BASICS}.gz"
    (folder / BASICS).write_bytes(gzip.decompress(packed.read_bytes()))
    packed.unlink()
    add_imdb(tiny, folder)
    facts = find(tiny)
    assert facts is not None
    assert facts.runtimes[1] == 78


def test_it_tells_how_far_it_is(
    tiny: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imdb_files, "_BLOCK", 100)
    folder = written(tmp_path / "imdb", TITLES, VOTES)
    told: list[tuple[int, int]] = []
    add_imdb(tiny, folder, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(path.stat().st_size for path in folder.iterdir())


def header_only(titles: str) -> str:
    return titles.splitlines()[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (header_only, "it has no title of tiny. Is it the right file?"),
        (lambda titles: titles.replace("runtimeMinutes", "minutes"), "column runtimeMinutes is"),
        (lambda titles: titles.replace("tconst", "title"), "column tconst is missing"),
        (lambda _: "", "it has no title"),
        (lambda titles: titles.replace("\t137\tAction,Sci-Fi", ""), "line 3: cells are missing."),
        (lambda titles: titles + "x" * 3_000_000, "a line, or all, is too long."),
    ],
)
def test_what_is_none_of_imdb_s_files_is_told_in_a_sentence(
    tiny: Dataset, tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    folder = written(tmp_path / "imdb", change(TITLES), VOTES)
    with pytest.raises(FactsError) as refusal:
        add_imdb(tiny, folder)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith(str(folder))
    assert not facts_file(tiny).exists()


def test_a_damaged_file_a_missing_one_and_movies_without_ids_are_told(
    tiny: Dataset, imdb: Path, tmp_path: Path
) -> None:
    packed = imdb / f"{BASICS}.gz"
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(FactsError, match=r"the file is damaged \(.+\)\. Download it again\."):
        add_imdb(tiny, imdb)
    with pytest.raises(FactsError, match=r"there is no title\.basics\.tsv\.gz\. Name the folder"):
        add_imdb(tiny, tmp_path / "nowhere")
    bare = read_dataset(write_folder(tmp_path / "bare", links=None))
    with pytest.raises(FactsError, match=r"bare has no links\.csv with IMDb's ids"):
        add_imdb(bare, imdb)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_are_too_odd_to_be_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        tiny = read_dataset(write_folder(Path(name) / "tiny"))
        folder = written(Path(name) / "imdb", TITLES, None)
        (folder / f"{RATINGS}.gz").write_bytes(gzip.compress(VOTES.encode() + content))
        try:
            add_imdb(tiny, folder)
        except FactsError:
            return
        assert find(tiny) is not None
