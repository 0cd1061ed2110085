"""A whole export says which of its lists are left out, and how each can be brought in."""

import json
from pathlib import Path

import pytest

from engine.exchange.reading import read_export
from tests.engine.exchange.samples import LETTERBOXD, LIST, TRAKT, WATCHLIST, zipped

LISTED = [{"listed_at": "2021-03-04T10:00:00Z", "movie": {"title": "Stalker", "year": 1979}}]


def write(folder: Path, members: dict[str, str], *, packed: bool) -> Path:
    if packed:
        file = folder / "export.zip"
        file.write_bytes(zipped(**members))
        return file
    for name, text in members.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("packed", [True, False])
def test_letterboxds_lists_are_told_with_their_rows(packed: bool, tmp_path: Path) -> None:
    members = {"ratings_csv": LETTERBOXD, "watchlist_csv": WATCHLIST}
    members |= {"lists__mine_csv": LIST, "lists__yours_csv": LIST, "lists__empty_csv": "x,y\n"}
    export = read_export(write(tmp_path, members, packed=packed))
    assert len(export.records) == 3
    (problem,) = export.problems
    assert problem.file == "lists/mine.csv"
    assert str(problem).endswith(
        "this and 1 other list do not say whether their movies were seen or are wanted. "
        "2 rows like this were left out. "
        "Import such a file alone, and say what it means (l, or --list-as)."
    )


@pytest.mark.parametrize("name", ["lists__list-1-favs_json", "list-1-favs_json", "favorites_json"])
def test_trakts_lists_and_favourites_are_told_and_the_watchlist_is_read(
    name: str, tmp_path: Path
) -> None:
    listed = json.dumps(LISTED)
    members = {"ratings__ratings-movies_json": TRAKT, "lists__watchlist_json": listed}
    export = read_export(write(tmp_path, members | {name: listed}, packed=True))
    assert [record.watchlist for record in export.records if not record.is_series] == [False, True]
    (problem,) = export.problems
    assert problem.what == "this list does not say whether its movies were seen or are wanted"
    assert problem.count == 1


def test_of_traktexports_one_file_favourites_are_asked_about_and_a_collection_is_counted(
    tmp_path: Path,
) -> None:
    file = tmp_path / "trakt.json"
    owned = [{"collected_at": "2021-03-04T10:00:00Z", "movie": {"title": "Jaws", "year": 1975}}]
    file.write_text(json.dumps({"favorites": LISTED, "collection": owned}), encoding="utf-8")
    stalker, jaws = read_export(file).records
    assert stalker.is_listed
    assert (jaws.title, jaws.is_listed, jaws.is_seen, jaws.watchlist) == ("Jaws", *[False] * 3)


def test_a_file_of_ratings_that_cannot_be_read_is_told_and_settings_are_not(
    tmp_path: Path,
) -> None:
    members = {"watchlist_csv": WATCHLIST, "ratings_csv": "a,b\n1,2\n", "profile_csv": "a,b\n1,2\n"}
    export = read_export(write(tmp_path, members | {"settings_json": '{"a": 1}'}, packed=True))
    assert len(export.records) == 1
    (sentence,) = export.unread
    assert sentence.startswith("ratings.csv, line 1: this seems to be a table of a, b")
