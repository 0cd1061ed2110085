from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.exchange.writing import MOST_BYTES, Layout, write_entries
from engine.files.csv_writing import ExportError
from engine.profile.entries import Entry
from tests.engine.exchange.written import MATRIX, SECOND, Film, read_back, rows_of, unrated


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def many(tiny: Dataset, count: int) -> tuple[Dataset, list[Entry]]:
    """Movies with the longest titles, letters of three bytes, and a rating of each."""
    ids = list(range(1, count + 1))
    films = [Film(number, "\u6620" * 480 + f" {number} (1999)", number, number) for number in ids]
    return unrated(tiny, films), [Entry(number, 4.0, SECOND) for number in ids]


def test_what_is_too_large_for_letterboxd_is_split_and_loses_nothing(
    tmp_path: Path, tiny: Dataset
) -> None:
    dataset, said = many(tiny, 1_500)
    paths = write_entries(tmp_path / "x.csv", dataset, said, "letterboxd").paths
    assert files_in(tmp_path) == ["x-1.csv", "x-2.csv", "x-3.csv"]
    assert [path.name for path in paths] == files_in(tmp_path)
    sizes = [path.stat().st_size for path in paths]
    assert max(sizes) <= MOST_BYTES
    assert min(sizes[:-1]) > MOST_BYTES - 2_000
    assert len({path.read_text(encoding="utf-8").partition("\n")[0] for path in paths}) == 1
    ids = [row[0] for path in paths for row in rows_of(path)[1:]]
    assert ids == [str(entry.movie_id) for entry in said]


def test_of_several_files_none_is_written_where_one_is_there(tmp_path: Path, tiny: Dataset) -> None:
    dataset, said = many(tiny, 1_500)
    (tmp_path / "x-2.csv").write_text("mine")
    with pytest.raises(FileExistsError, match=r"x-2\.csv"):
        write_entries(tmp_path / "x.csv", dataset, said, "letterboxd")
    assert files_in(tmp_path) == ["x-2.csv"]
    assert (tmp_path / "x-2.csv").read_text() == "mine"
    write_entries(tmp_path / "x.csv", dataset, said, "letterboxd", overwrite=True)
    assert files_in(tmp_path) == ["x-1.csv", "x-2.csv", "x-3.csv"]


def test_of_several_files_none_is_written_where_the_last_cannot_be(
    tmp_path: Path, tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, said = many(tiny, 1_500)
    usual = Path.open

    def full(path: Path, *arguments: str, **named: str) -> object:
        if "x-3" in path.name:
            raise OSError(28, "No space left on device")
        return usual(path, *arguments, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patch, pytest.raises(ExportError, match="No space left"):
        patch.setattr(Path, "open", full)
        write_entries(tmp_path / "x.csv", dataset, said, "letterboxd")
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("layout", ["own", "letterboxd", "imdb", "json"])
def test_a_file_that_is_there_is_replaced_only_when_asked(
    layout: Layout, tmp_path: Path, tiny: Dataset
) -> None:
    path, said = tmp_path / "x", [Entry(MATRIX, 4.0, SECOND)]
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_entries(path, tiny, said, layout)
    assert path.read_text() == "mine"
    assert write_entries(path, tiny, said, layout, overwrite=True).paths == (path,)
    assert read_back(tiny, [path])
    with pytest.raises(ExportError, match="no such folder"):
        write_entries(tmp_path / "none" / "x", tiny, said, layout)
