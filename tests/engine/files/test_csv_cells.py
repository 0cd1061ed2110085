import pytest

from engine.files.csv_cells import Kind, number_in


@pytest.mark.parametrize(
    ("kind", "cell", "number"),
    [
        ("id", "7", 7),
        ("id", " -5 ", -5),
        ("id", "+7.00", 7),
        ("id", str(2**63 - 1), 2**63 - 1),
        ("optional id", "0133093", 133093),
        ("optional id", " ", 0),
        ("stars", "4.5", 4.5),
        ("stars", " 5e0", 5.0),
        ("time", "2147483647", 2**31 - 1),
    ],
)
def test_a_number_is_read_however_it_is_written(kind: Kind, cell: str, number: float) -> None:
    assert number_in(kind, cell) == number


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("id", ""),
        ("id", "1.5"),
        ("id", "1e3"),
        ("id", "\N{SUPERSCRIPT TWO}"),
        ("id", str(2**63)),
        ("optional id", "x"),
        ("stars", "nan"),
        ("stars", "0.4"),
        ("stars", "5.5"),
        ("time", "-1"),
        ("time", "2147483648"),
    ],
)
def test_what_a_column_cannot_hold_is_no_number(kind: Kind, cell: str) -> None:
    assert number_in(kind, cell) is None
