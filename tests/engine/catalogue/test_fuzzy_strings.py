"""Strings near a text are all found and no others, however few are looked at closely."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from engine.catalogue.fuzzy_strings import Found, FuzzyStrings

# Few letters, so that many strings are near one another; some share all but the highest bits.
LETTERS = "abeo1é千\U00010041"
STRINGS = st.lists(st.text(LETTERS, max_size=12), max_size=40, unique=True)


def found_in(strings: Sequence[str], found: Found) -> dict[str, int]:
    in_order = sorted(strings)
    return {in_order[at]: int(slips) for at, slips in zip(found.strings, found.slips, strict=True)}


@settings(deadline=None)
@given(STRINGS, st.text(LETTERS, min_size=1, max_size=12), st.integers(0, 3))
@example(["hamlet", "hmalet", "omelet", "hamlets"], "hamlet", 1)
@example(["aab", "abb", "baa"], "aba", 1)
def test_whole_strings_are_found_where_counting_slips_finds_them(
    strings: list[str], text: str, allowed: int
) -> None:
    slips = {string: OSA.distance(text, string) for string in strings}

    found = FuzzyStrings([[string] for string in strings]).whole(text, allowed)

    assert found_in(strings, found) == {
        string: count for string, count in slips.items() if count <= allowed
    }


@settings(deadline=None)
@given(STRINGS, st.text(LETTERS, min_size=1, max_size=12), st.integers(0, 3))
@example(["heat", "heater", "heaters", "haeter", "he"], "heat", 1)
@example(["ab", "ac", "acd", "abc", "a"], "a", 0)
def test_beginnings_are_found_where_counting_slips_finds_them(
    strings: list[str], text: str, allowed: int
) -> None:
    size = len(text)
    slips = {string: OSA.distance(text, string[:size]) for string in strings if len(string) > size}

    found = FuzzyStrings([[string] for string in strings]).beginning(text, allowed)

    assert found_in(strings, found) == {
        string: count for string, count in slips.items() if count <= allowed
    }


def test_a_row_costs_what_its_cheapest_string_does() -> None:
    strings = FuzzyStrings([["heat"], ["heat", "hamlet"], [], ["hamlet", "otello"]])
    cost = np.array([9, 1, 9, 9], np.float32)

    hamlet, heat = (strings.whole(name, 0).strings for name in ("hamlet", "heat"))
    strings.lower(cost, np.concatenate((hamlet, heat)), np.array([2.0, 3.0]))

    assert cost.tolist() == [3, 1, 9, 2]


@pytest.mark.parametrize("strings_of", [[], [[]], [[""]]])
def test_where_there_are_no_letters_nothing_is_near(strings_of: list[list[str]]) -> None:
    strings = FuzzyStrings(strings_of)

    assert len(strings.whole("hamlet", 3).strings) == 0
    assert len(strings.beginning("h", 3).strings) == 0
