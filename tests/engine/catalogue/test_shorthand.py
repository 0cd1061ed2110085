"""Someone types a series and a number, a series alone, or initials, in place of a title."""

import pytest

from engine.catalogue.search import TitleSearch

MOVIES = {
    "Wizards (1977)": 9,
    "Wizard School: The First Year (2001)": 200,
    "Wizard School: The Second Year (2003)": 210,
    "Wizard School: Ashes (2005)": 120,
    "Wizard School: The End, Part 1 (2009)": 90,
    "Wizard School: The End, Part 2 (2010)": 95,
    "Wizard School (1951)": 8,
    "Hard Night (1988)": 150,
    "Hard Night II (1990)": 80,
    "Live Fast or Hard Night (1995)": 100,
    "Hard Night Returns (2007)": 60,
    "Space Saga: Episode IV - A Hope (1977)": 250,
    "Space Saga: Episode V - The Blow (1980)": 240,
    "Space Saga: Episode I - The Tax (1999)": 140,
    "Rogue: A Space Saga Story (2016)": 30,
    "Space Saga: The Last (2017)": 20,
    "Robot, The (1984)": 200,
    "Robot 2: The Day (1991)": 220,
    "R2: Robots (2015)": 5,
    "Dino Island (1993)": 230,
    "Dino Island III (2001)": 40,
    "Lost Bay: Dino Island, The (1997)": 70,
    "Dino Planet (2015)": 25,
    "Fist (Blood Man: Fist) (1982)": 30,
    "Blood Man III (1988)": 12,
    "Blood Man (2008)": 9,
    "Master of the Small Rings: The Road (2001)": 240,
    "Master of the Small Rings: The Hill (2002)": 245,
    "Man on a Hill (1999)": 90,
    "Man in a Boat (2000)": 80,
    "101 Spots (One Hundred and One Spots) (1961)": 40,
    "101 Spots (1996)": 50,
    "Untouched, The (1987)": 100,
    "Intouched (2011)": 40,
}
TITLES = list(MOVIES)
SEARCH = TitleSearch(TITLES, list(MOVIES.values()))


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        # The name of a series: its first part, not its most popular one or a forgotten namesake.
        ("wizard school", "Wizard School: The First Year (2001)"),
        ("the wizard school", "Wizard School: The First Year (2001)"),
        ("space saga", "Space Saga: Episode IV - A Hope (1977)"),
        ("blood man", "Fist (Blood Man: Fist) (1982)"),
        # A part by the order of release.
        ("wizard school 1", "Wizard School: The First Year (2001)"),
        ("wizard school two", "Wizard School: The Second Year (2003)"),
        ("wizard school part 5", "Wizard School: The End, Part 2 (2010)"),
        ("hard night 3", "Live Fast or Hard Night (1995)"),
        ("hard night 4", "Hard Night Returns (2007)"),
        ("blood man 1", "Fist (Blood Man: Fist) (1982)"),
        # A part by the number that it has.
        ("space saga 1", "Space Saga: Episode I - The Tax (1999)"),
        ("space saga v", "Space Saga: Episode V - The Blow (1980)"),
        ("dino island 3", "Dino Island III (2001)"),
        # A later part under another name, and not a side story.
        ("dino island 4", "Dino Planet (2015)"),
        ("space saga 6", "Space Saga: The Last (2017)"),
        # Slips in the name, and blanks left out.
        ("wizzard school 2", "Wizard School: The Second Year (2003)"),
        ("hardnight 3", "Live Fast or Hard Night (1995)"),
        # Initials.
        ("motsr", "Master of the Small Rings: The Hill (2002)"),
        ("motsr 1", "Master of the Small Rings: The Road (2001)"),
        ("r2", "Robot 2: The Day (1991)"),
        # Numbers as the title has them come first; an article may be too many.
        ("one hundred and one spots", "101 Spots (One Hundred and One Spots) (1961)"),
        ("the intouched", "Intouched (2011)"),
    ],
)
def test_the_movie_that_shorthand_means_comes_first(query: str, meant: str) -> None:
    assert TITLES[SEARCH.search(query)[0]] == meant


def test_words_that_begin_titles_by_chance_are_no_series() -> None:
    found = [TITLES[row] for row in SEARCH.search("man", 2)]

    assert found == ["Man on a Hill (1999)", "Man in a Boat (2000)"]


def test_a_part_that_does_not_exist_changes_nothing() -> None:
    assert TITLES[SEARCH.search("hard night 9")[0]] == "Hard Night (1988)"


def test_the_parts_of_a_known_series_need_not_share_its_words() -> None:
    titles = ["Dead Wood, The (1981)", "Dead Wood II (1987)", "Knights of Dust (1993)"]
    series = {"Dead Wood film series": [0, 1, 2]}

    assert TitleSearch(titles, [50, 60, 40], series=series).search("dead wood 3")[0] == 2
    assert TitleSearch(titles, [50, 60, 40]).search("dead wood 3")[0] != 2
