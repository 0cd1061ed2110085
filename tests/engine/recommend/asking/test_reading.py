import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.recommend.asking import surnames
from engine.recommend.asking.reading import Asking
from tests.engine.recommend.asking.films import FILMS
from tests.engine.recommend.asking.test_times import SPANS

LEFT_OVER = "zyxx"


def chips(asking: Asking, line: str) -> list[str]:
    """The labels of the parts of a line that is understood whole."""
    asked = asking.read(line)
    assert (asked.left, asked.lacking) == ((), ())
    return list(asked.labels)


def kept(asking: Asking, line: str) -> set[str]:
    """The titles of the films that a line leaves, without their years."""
    hides = [asking.hidden_by(part) for part in asking.read(line).parts]
    left = ~np.logical_or.reduce([np.zeros(len(FILMS), bool), *(h for h in hides if h is not None)])
    return {title.rsplit(" (", 1)[0] for title, is_left in zip(FILMS, left, strict=True) if is_left}


def test_a_sentence_is_read_as_it_was_meant(asking: Asking) -> None:
    line = "french crime from the 70s, nothing with Depardieu"
    assert chips(asking, line) == ["French", "Crime", "1970s", "not with Gérard Depardieu"]
    assert kept(asking, line) == {"Police Python 357"}


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("short documentaries about chess", ["at most 90 min", "Documentary", '"chess"']),
        ("set in Tokyo, no horror", ["set in Tokyo", "no Horror"]),
        ("something by Kurosawa or Ozu", ["by Akira Kurosawa or Yasujirō Ozu"]),
        ("Star Wars", ["part of Star Wars"]),
        ("the japanese ones before 1960", ["Japanese", "until 1959"]),
        ("drama over 2 hours", ["Drama", "at least 120 min"]),
        ("romcoms", ["romantic comedy"]),
        ("science-fiction movies", ["Sci-Fi"]),
        ("anything but comedies", ["no Comedy"]),
        ("nothing but comedies", ["Comedy"]),
        ("crime or french", ["Crime or French"]),
        ("neither", []),
        ("movies about robots", ['"robot"']),
        ("time travel", ["time-travel"]),
        ("from West Germany", ["from West Germany"]),
        ("in English", ["in English"]),
        ("hidden gems", ["little known"]),
        ("not popular", ["little known"]),
        ("the 60s and 70s", ["1960s or 1970s"]),
        ("with Yves Montand; without Miou-Miou", ["with Yves Montand", "not by or with Miou-Miou"]),
        ("a good drama", ["Drama"]),
        ("scandinavian or japanese crime", ["Japanese", "Crime"]),
        ("", []),
    ],
)
def test_what_people_say_becomes_chips(asking: Asking, line: str, labels: list[str]) -> None:
    assert list(asking.read(line).labels) == labels


def test_no_and_or_without_both_at_once(asking: Asking) -> None:
    assert chips(asking, "no crime or horror") == ["no Crime or Horror"]
    assert not kept(asking, "no crime or horror") & {"Pulse", "Going Places"}
    assert chips(asking, "no french comedies") == ["not both French and Comedy"]
    assert {"Choice of Arms", "Chess Fever"} <= kept(asking, "no french comedies")
    assert "Going Places" not in kept(asking, "no french comedies")
    assert chips(asking, "non-french comedies") == ["not French", "Comedy"]
    assert chips(asking, "no horror, japanese") == ["no Horror", "Japanese"]


def test_a_nation_is_a_country_and_where_it_is_known_a_language(asking: Asking) -> None:
    unknown = {"Police Python 357", "Choice of Arms"}  # in which language
    assert kept(asking, "french") == {*unknown, "Going Places"}
    assert kept(asking, "from France") == {*unknown, "Going Places", "Léon"}
    assert kept(asking, "French-speaking") == {"Going Places", "Midnight in Paris"}
    assert kept(asking, "spanish") == kept(asking, "from Spain")  # none of them is in Spanish


def test_two_spellings_of_one_subject_are_one_and_facts_add_to_tags(asking: Asking) -> None:
    assert kept(asking, "about chess") == {"Chess Fever", "Long Game: A Documentary"}
    assert len(kept(asking, "robots")) == 2


def test_of_a_surname_the_best_known_is_meant_and_the_chip_tells_whom(asking: Asking) -> None:
    assert chips(asking, "by Kurosawa") == ["by Akira Kurosawa"]
    assert chips(asking, "by kiyoshi kurosawa") == ["by Kiyoshi Kurosawa"]


def test_a_surname_alone_is_a_name_only_of_the_well_known_and_not_amid_strange_words(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asking.read("depardieu").parts == ()
    monkeypatch.setattr(surnames, "KNOWN_BY_SURNAME", 2)
    assert chips(asking, "depardieu comedies") == ["by or with Gérard Depardieu", "Comedy"]
    assert asking.read("depardieu qwertz").left == ("depardieu qwertz",)
    assert asking.read("qwertz depardieu").left == ("qwertz depardieu",)


def test_numbers_are_read_in_words_and_never_mistaken(asking: Asking) -> None:
    assert chips(asking, "about World War 2") == ['"World War II"']
    assert chips(asking, "the second world war") == ['"World War II"']
    assert asking.read("about World War III").labels == ("War",)


@pytest.mark.parametrize(
    ("slip", "label"),
    [
        ("frence crime", "French"),
        ("documantaries", "Documentary"),
        ("by kurasawa", "by Akira Kurosawa"),
        ("with Gerard Depardeiu", "with Gérard Depardieu"),
        ("star wras", "part of Star Wars"),
        ("set in Pariss", "set in Paris"),
        ("with Carie Fisher", "with Carrie Fisher"),  # and not with Rose Carie
        ("crime of the ninties", "1990s"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven(asking: Asking, slip: str, label: str) -> None:
    assert label in asking.read(slip).labels


@pytest.mark.parametrize("line", ["kurasawa", "franc", "about chest", "ghots", "o"])
def test_nothing_is_guessed_from_too_little(asking: Asking, line: str) -> None:
    asked = asking.read(line)
    assert (asked.parts, bool(asked.left)) == ((), True)


def test_what_is_not_understood_is_told_as_it_was_typed(asking: Asking) -> None:
    asked = asking.read("Zyxxian crime with Foo Barbaz, and Qwertz!")
    assert asked.labels == ("Crime",)
    assert asked.left == ("Zyxxian", "Foo Barbaz", "Qwertz!")


def test_without_facts_it_says_what_they_would_tell(without_facts: Asking) -> None:
    asked = without_facts.read("french crime with Depardieu, under 2 hours, set in Tokyo")
    assert asked.labels == ("Crime",)
    assert asked.lacking == ("french", "Depardieu", "under 2 hours", "Tokyo")
    assert without_facts.read("robots").labels == ('"robot"',)


def test_what_movies_are_too_little_known_for_is_not_wanted(asking: Asking) -> None:
    assert "Untold" not in kept(asking, "under 3 hours")
    assert "Untold" in kept(asking, "no horror")


WORDS = st.sampled_from(
    [
        *("french", "japanese", "crime", "comedies", "horror", "from", "the", "70s", "by", "with"),
        *("Kurosawa", "Ozu", "Depardieu", "about", "chess", "no", "not", "non", "without", "or"),
        *("and", "but", ",", ";", "set in", "Tokyo", "before", "1980", "over", "2", "hours"),
        *("short", "popular", "star wars", "time travel", LEFT_OVER, "not both", '"', "until"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
@example("no " * 200)
@example("by or with or by or with")
@example('"" or ""')
@example("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT NINE}90s and \u00bd h")
@settings(deadline=None, max_examples=300)
def test_nothing_is_too_odd_to_be_read_and_every_chip_reads_as_its_own_part(
    asking: Asking, without_facts: Asking, line: str
) -> None:
    for some in (asking, without_facts):
        asked = some.read(line)
        for part in asked.parts:
            assert some.part(part.label) == part
            assert some.read(part.label).parts == (part,)
        again = some.read("; ".join(asked.labels))
        assert again.parts == asked.parts
        assert again.left == again.lacking == ()


@given(st.lists(WORDS, max_size=10).map(" ".join), st.data())
@settings(deadline=None)
def test_taking_a_chip_off_never_hides_a_movie_more(
    asking: Asking, line: str, data: st.DataObject
) -> None:
    parts = asking.read(line).parts
    if not parts:
        return
    off = data.draw(st.sampled_from(parts))
    fewer = asking.read("; ".join(part.label for part in parts if part != off)).parts
    assert off not in fewer
    assert len(fewer) == len(parts) - 1
    all_of_it, less = ("; ".join(part.label for part in some) for some in (parts, fewer))
    assert kept(asking, all_of_it) <= kept(asking, less)


@given(SPANS)
def test_a_span_of_years_is_a_chip(asking: Asking, name: str) -> None:
    assert asking.read(name).labels == (name,)
