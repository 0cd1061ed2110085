import zipfile
from pathlib import Path

import pytest

from engine.exchange.reading import read_export
from engine.exchange.records import ExchangeError, UnknownColumnsError


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Title,Date\nHeat,1/2/20\n", "seems to be Netflix's viewing history, which has no rat"),
        ("Dear diary\nit rained\n", "seems to be plain text, which has no ratings. Name a table"),
        ('{"type": "Map", "places": []}', "seems to be an object with type, places, not a list"),
        ('[{"song": 1, "singer": 2}]', "seems to be a list of objects with song, singer, not"),
        ("<rss><channel/></rss>", "seems to be a news feed, not a list of ratings from Criticker"),
        ('<!DOCTYPE plist SYSTEM "x"><plist/>', "seems to be an Apple property list, not a list"),
        ("<!DOCTYPE html><html><p>Sign in</p></html>", "seems to be a web page without a table"),
        (b"%PDF-1.7 text", "seems to be a PDF. Name a CSV, JSON, XML or ZIP file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "seems to be an old Excel workbook. Save it as CSV"),
        (b"\x1f\x8b\x08\0", "seems to be a gzip archive. Unpack it"),
    ],
)
def test_a_file_of_no_known_kind_says_what_it_seems_to_be(
    content: str | bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ExchangeError) as raised:
        read_export(path)
    assert f"mine, line 1: this {'JSON ' if content[:1] in ('[', '{') else ''}{said}" in str(
        raised.value
    )
    assert not isinstance(raised.value, UnknownColumnsError)


def test_an_excel_workbook_is_to_be_saved_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "films.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ExchangeError, match=r"an Excel workbook\. Save it as CSV"):
        read_export(path)


def test_a_table_of_other_things_names_its_first_columns_and_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b,c,d,e,f\n1,2,3,4,5,6\n", encoding="utf-8")
    with pytest.raises(UnknownColumnsError, match=r"a table of a, b, c, d, e, …; no columns") as it:
        read_export(path)
    assert it.value.columns == ("a", "b", "c", "d", "e", "f")
