import csv
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Movie
from engine.exchange.recommendations import export_recommendations
from engine.files.csv_writing import ExportError
from engine.recommend.advice import Advice, Reason, Recommendation
from engine.recommend.steering import NOTHING_ASKED, Steering
from tests.engine.recommend.expecting import NOTHING_EXPECTED

HEADER = (
    "rank,movie_id,title,year,genres,predicted_rating,uncertainty,because,"
    "imdb_url,tmdb_url,steering,match"
)
DATASET = "films"
MATRIX = Movie(0, 2571, "The Matrix", 1999, ("Action", "Sci-Fi"), 133093, 603, 278, 4.2)
REC = Movie(1, 56587, "[REC]", 2007, (), 0, 0, 20, 3.8)
UNDATED = Movie(2, -4, "Paterson", 0, ("Drama",), 5247022, 0, 0, 0.0)
BECAUSE = (Reason(MATRIX, 5.0, 0.4), Reason(UNDATED, 4.0, 0.1))


def advised(movie: Movie, prediction: float = 4.0) -> Recommendation:
    return Recommendation(1, movie, prediction, 0.8, 0.4, ())


def advice_of(*items: Recommendation, steering: Steering = NOTHING_ASKED) -> Advice:
    return Advice(
        items, NOTHING_EXPECTED, 3, exact=False, hidden=(), model="DeepFM", steering=steering
    )


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_recommendations_are_a_table_with_reasons_and_links(tmp_path: Path) -> None:
    items = [
        Recommendation(1, REC, 4.256, 0.8, 0.4, BECAUSE, 97),
        Recommendation(2, MATRIX, 5.3, 0.8, 0.4, ()),
    ]
    path = export_recommendations(tmp_path / "for me.csv", advice_of(*items), DATASET)
    assert path == tmp_path / "for me.csv"
    assert path.read_bytes().decode() == (
        f"{HEADER}\r\n"
        "1,56587,[REC],2007,,4.26,0.80,The Matrix (1999); Paterson,,,,97\r\n"
        "2,2571,The Matrix,1999,Action|Sci-Fi,5.00,0.80,,"
        "https://www.imdb.com/title/tt0133093/,https://www.themoviedb.org/movie/603,,0\r\n"
    )


def test_the_match_that_orders_the_list_can_be_read_back(tmp_path: Path) -> None:
    items = [Recommendation(1, REC, 3.0, 0.8, 0.4, (), 97), advised(MATRIX)._replace(match=40)]
    path = export_recommendations(tmp_path / "x.csv", advice_of(*items), DATASET)
    with path.open(encoding="utf-8", newline="") as file:
        assert [int(row["match"]) for row in csv.DictReader(file)] == [97, 40]


def test_without_recommendations_there_is_still_the_header(tmp_path: Path) -> None:
    path = export_recommendations(tmp_path / "none.csv", advice_of(), DATASET)
    assert path.read_bytes().decode() == f"{HEADER}\r\n"


def test_a_movie_without_a_year_or_links_has_empty_cells(tmp_path: Path) -> None:
    path = export_recommendations(tmp_path / "x.csv", advice_of(advised(UNDATED, -1)), DATASET)
    link = "https://www.imdb.com/title/tt5247022/"
    assert rows_of(path)[1] == [
        "1",
        "-4",
        "Paterson",
        "",
        "Drama",
        "0.50",
        "0.80",
        "",
        link,
        "",
        "",
        "0",
    ]


@example('Say "cheese", please\r\nor\rnot\n')
@example("")
@example("\x00")
@example("'Til There Was You")
@example("=cmd|' /C calc'!A0")
@given(st.text())
@settings(deadline=None)
def test_any_title_comes_back_as_it_was_and_no_spreadsheet_runs_it(title: str) -> None:
    movie = MATRIX._replace(title=title)
    item = Recommendation(1, movie, 4.0, 0.8, 0.4, (Reason(movie, 5.0, 0.1),))
    with tempfile.TemporaryDirectory() as folder:
        header, row = rows_of(
            export_recommendations(Path(folder) / "x.csv", advice_of(item), DATASET)
        )
    assert len(row) == len(header)
    harmless = f"'{title}" if title.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else title
    assert row[2] == harmless
    assert row[7] == f"{harmless} (1999)"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


def test_a_minus_before_a_number_is_no_formula(tmp_path: Path) -> None:
    path = export_recommendations(tmp_path / "x.csv", advice_of(advised(UNDATED)), DATASET)
    assert rows_of(path)[1][1] == "-4"


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        export_recommendations(path, advice_of(advised(REC)), DATASET)
    assert path.read_text() == "mine"
    assert files_in(tmp_path) == ["x.csv"]


def test_a_file_that_is_there_is_replaced_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine" * 1_000)
    export_recommendations(path, advice_of(advised(REC)), DATASET, overwrite=True)
    assert [row[2] for row in rows_of(path)] == ["title", "[REC]"]
    assert files_in(tmp_path) == ["x.csv", "x.csv.json"]


def test_a_path_may_start_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert export_recommendations(Path("~/x.csv"), advice_of(), DATASET) == tmp_path / "x.csv"


def test_a_bare_name_lies_in_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export_recommendations(Path("x.csv"), advice_of(), DATASET) == tmp_path / "x.csv"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing/x.csv", "missing: there is no such folder. Make it or name another."),
        (".", " is a folder. Name a file in it."),
        ("file/x.csv", "file: there is no such folder. Make it or name another."),
        ("x" * 300, "the file cannot be written (File name too long). Name another."),
        ("x" * 250, "the file cannot be written (File name too long). Name another."),
        ("a\x00b", "the file cannot be written (embedded null byte). Name another."),
    ],
)
def test_a_place_where_no_file_can_be_is_told_in_a_sentence(
    tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError) as refusal:
        export_recommendations(tmp_path / name, advice_of(advised(REC)), DATASET)
    assert str(refusal.value).startswith(str(tmp_path))
    assert str(refusal.value).endswith(told)
    assert files_in(tmp_path) == ["file"]


def test_the_home_of_nobody_is_told_in_a_sentence() -> None:
    with pytest.raises(ExportError, match=r"^~no-such-user/x\.csv: ~no-such-user is nobody"):
        export_recommendations(Path("~no-such-user/x.csv"), advice_of(), DATASET)


@pytest.mark.parametrize("call", ["open", "replace", "is_dir"])
def test_a_file_that_must_not_be_written_is_told_and_the_old_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch, pytest.raises(ExportError) as refusal:
        patch.setattr(Path, call, denied)
        export_recommendations(path, advice_of(advised(REC)), DATASET, overwrite=True)
    assert str(refusal.value) == (
        f"{path}: the file cannot be written (Permission denied). Name another."
    )
    assert path.read_text() == "mine"
    assert files_in(tmp_path) == ["x.csv"]


def test_whatever_goes_wrong_leaves_no_half_file(tmp_path: Path) -> None:
    broken = advised(REC)._replace(prediction=None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        export_recommendations(tmp_path / "x.csv", advice_of(advised(REC), broken), DATASET)
    assert files_in(tmp_path) == []


def test_the_steering_is_told_in_each_row_and_beside_the_file_and_names_nobody(
    tmp_path: Path,
) -> None:
    steering = Steering(first_year=1990, unwanted_genres=("Horror",), companions=("Bob", "Eve"))
    advice = advice_of(advised(MATRIX), steering=steering)._replace(hidden=(("Horror", 12),))
    path = export_recommendations(tmp_path / "x.csv", advice, DATASET)
    told = {"first_year": 1990, "unwanted_genres": ["Horror"], "companions": 2}
    assert json.loads(rows_of(path)[1][-2]) == told
    beside = json.loads((tmp_path / "x.csv.json").read_text(encoding="utf-8"))
    assert beside.pop("made_at").endswith("Z")
    assert beside == {
        "data_set": "films",
        "model": "DeepFM",
        "ratings": 3,
        "steering": told,
        "hidden": {"Horror": 12},
    }


def test_what_lies_beside_is_not_overwritten_unasked_either(tmp_path: Path) -> None:
    (tmp_path / "x.csv.json").write_text("mine")
    with pytest.raises(FileExistsError):
        export_recommendations(tmp_path / "x.csv", advice_of(advised(REC)), DATASET)
    assert files_in(tmp_path) == ["x.csv.json"]
    assert (tmp_path / "x.csv.json").read_text() == "mine"
