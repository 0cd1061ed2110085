"""A number is the same however it is written."""

import pytest

from engine.catalogue.numbers import in_digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("apollo thirteen", "apollo 13"),
        ("twenty eight weeks later", "28 weeks later"),
        ("one hundred and one dalmatians", "101 dalmatians"),
        ("twenty thousand leagues", "20000 leagues"),
        ("one thousand two hundred and six", "1206"),
        ("two hundred thousand", "200000"),
        ("nineteen eighty four", "1984"),
        ("friday the thirteenth", "friday the 13th"),
        ("twenty first century", "21st century"),
        ("eight and a half", "8 1 2"),
        ("33 and a third", "33 1 3"),
        ("rocky iv", "rocky 4"),
        ("henry v", "henry 5"),
        ("episode i the phantom menace", "episode 1 the phantom menace"),
        ("v for vendetta", "v for vendetta"),
        ("i robot", "i robot"),
        ("twelve and holding", "12 and holding"),
    ],
)
def test_a_number_becomes_digits(written: str, digits: str) -> None:
    assert in_digits(written) == digits


def test_a_cardinal_before_an_ordinal_may_be_apart() -> None:
    assert in_digits("fifty first dates", ordinals=False) == "50 first dates"
