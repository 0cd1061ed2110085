import zipfile
from pathlib import Path
from tempfile import gettempdir

import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import open_dataset
from engine.files.problems import DatasetError
from tests.conftest import LINKS, MOVIES, RATINGS, TAGS

TABLES = {"ratings.csv": RATINGS, "movies.csv": MOVIES, "tags.csv": TAGS, "links.csv": LINKS}


def zipped(archive: Path, members: dict[str, str]) -> str:
    """A ZIP archive with these members; its path."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return str(archive)


@pytest.mark.parametrize("folder", ["", "ml/", "./"])
def test_a_zip_archive_is_the_same_data_set(folder: str, tmp_path: Path, tiny: Dataset) -> None:
    members = {f"{folder}{name}": content for name, content in TABLES.items()}
    beside = {"__MACOSX/ml/._ratings.csv": "x", "more/ratings.csv/deep/ratings.csv": "x"}
    dataset = open_dataset(zipped(tmp_path / "mine.zip", {**beside, **members}))
    assert dataset.name == "mine"
    assert dataset.fingerprint == tiny.fingerprint
    assert dataset.imdb_ids.tolist() == tiny.imdb_ids.tolist()


def test_an_older_layout_is_read_out_of_an_archive_too(tmp_path: Path) -> None:
    members = {
        "ml-1m/ratings.dat": "1::10::4::964982703\n",
        "ml-1m/movies.dat": "10::Matrix, The (1999)::Action\n",
    }
    dataset = open_dataset(zipped(tmp_path / "ml-1m.zip", members))
    assert (dataset.name, dataset.titles) == ("ml-1m", ["The Matrix"])


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"notes.txt": "x"}, "mine.zip: the archive has no ratings.csv"),
        ({"ratings.csv": RATINGS}, "mine.zip: movies.csv (or movies.csv.gz) is missing."),
        ({**TABLES, "../evil.csv": "x"}, "would write outside its folder"),
        ({"../ratings.csv": RATINGS}, "would write outside its folder"),
        ({**TABLES, "zeros.csv": "0" * 65 * 1024**2}, "so nothing was unpacked"),
    ],
)
def test_an_archive_that_is_no_data_set_or_unsafe_is_refused(
    members: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(DatasetError) as raised:
        open_dataset(zipped(tmp_path / "mine.zip", members))
    assert said in str(raised.value)
    assert f"{gettempdir()}/tmp" not in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.zip"]


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_text(RATINGS)
    with pytest.raises(DatasetError, match="no whole ZIP archive"):
        open_dataset(str(tmp_path / "mine.zip"))
