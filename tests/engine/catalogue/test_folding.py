"""Text is folded to what someone may type, and no further."""

import pytest

from engine.catalogue.folding import fold, spelt


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  L'Été  ", "lete"),
        ("Æon Flux", "aeon flux"),
        ("Mary & Max", "mary and max"),
        ("Spider-Man", "spider man"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("[REC]²", "rec 2"),
        ("ガメラ", "カメラ"),
        ("🎬 Camera 🎥\ufe0f", "camera"),
        ("\u0301", ""),
    ],
)
def test_folding_leaves_letters_and_single_blanks(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "title",
    ["दंगल", "ฉลาดเกมส์โกง", "நாயகன்", "기생충"],
    ids=["Hindi", "Thai", "Tamil", "Korean"],
)
def test_marks_that_are_vowels_stay_and_part_no_words(title: str) -> None:
    assert spelt(fold(title)) == title


def test_hindi_words_that_differ_in_marks_alone_differ() -> None:
    assert fold("दिल") != fold("दल")


def test_spelt_text_keeps_its_marks() -> None:
    assert spelt("Le\u0301on!") == "léon"
    assert spelt("ガメラ") != spelt("カメラ")
