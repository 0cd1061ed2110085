import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalogue.movielens import read_dataset
from engine.catalogue.titles import natural, split_year


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("Heat (1995)", "Heat", 1995),
        ("Heat (1995) ", "Heat", 1995),
        ("[REC] (2007)", "[REC]", 2007),
        ("[REC]\N{SUPERSCRIPT TWO} (2009)", "[REC]\N{SUPERSCRIPT TWO}", 2009),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009),
        ("Big Bang Theory, The (2007-)", "Big Bang Theory, The", 2007),
        ("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975),
        ("Fawlty Towers (1975\N{EN DASH}1979)", "Fawlty Towers", 1975),
        ("Heat(1995)", "Heat", 1995),
        ("Twelve Monkeys (a.k.a. 12 Monkeys) (1995)", "Twelve Monkeys (a.k.a. 12 Monkeys)", 1995),
    ],
)
def test_the_year_stands_in_brackets_at_the_end(title: str, name: str, year: int) -> None:
    assert split_year(title) == (name, year)


@pytest.mark.parametrize("title", ["Hyena Road", "Babylon 5", "1984", "Heat (1995) again", "(12)"])
def test_a_title_without_a_year_stays_whole(title: str) -> None:
    assert split_year(title) == (title, 0)


def test_a_title_that_is_nothing_but_a_year_keeps_it() -> None:
    assert split_year("(1995)") == ("(1995)", 1995)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Matrix, The", "The Matrix"),
        ("Bug's Life, A", "A Bug's Life"),
        ("Good, the Bad and the Ugly, The", "The Good, the Bad and the Ugly"),
        ("Avventura, L'", "L'Avventura"),
        ("Boot, Das", "Das Boot"),
        ("Postman, The (Postino, Il)", "The Postman (Il Postino)"),
        ("The, The", "The The"),
        ("Avventura, L' (Adventure, The)", "L'Avventura (The Adventure)"),
        (
            "City of the Living Dead (a.k.a. Gates of Hell, The) (Paura)",
            "City of the Living Dead (a.k.a. The Gates of Hell) (Paura)",
        ),
    ],
)
def test_an_article_at_the_end_comes_to_the_front(title: str, shown: str) -> None:
    assert natural(title) == shown


@pytest.mark.parametrize(
    "title",
    ["Heat", "I Love You, Man", "Lust, Caution (Se, jie)", "(500) Days of Summer", "[REC]", ""],
)
def test_other_titles_stay_as_they_are(title: str) -> None:
    assert natural(title) == title


@given(st.text(min_size=1).filter(lambda text: text == text.strip()), st.integers(1000, 9999))
def test_any_title_and_year_come_apart_as_they_were_put_together(title: str, year: int) -> None:
    assert split_year(f"{title} ({year})") == (title, year)


@given(st.text(alphabet=st.sampled_from("Thea.kL' ,()\n")))
def test_moving_articles_loses_nothing_but_commas_and_spaces(title: str) -> None:
    assert sorted(re.sub("[ ,]", "", natural(title))) == sorted(re.sub("[ ,]", "", title))


def test_among_the_real_titles_no_article_is_left_at_the_end(real_folder: Path) -> None:
    titles = read_dataset(real_folder).titles
    assert len(titles) == 9_742
    assert not [title for title in titles if title.endswith((", The", ", A", ", An", ", The)"))]
    assert "The Postman (Il Postino)" in titles
