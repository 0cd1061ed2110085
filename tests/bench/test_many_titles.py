"""Titles made by the thousand are different ones, and look like those they are made of."""

from bench.many_titles import long_tailed, many_titles
from engine.catalogue.titles import split_year

REAL = ["Postman, The (Postino, Il) (1994)", "Toy Story (1995)", "Silence of the Lambs, The (1991)"]


def test_as_many_different_titles_are_made_as_asked_for() -> None:
    made = many_titles(REAL, 200)

    assert len(set(made)) == 200
    assert made[:3] == REAL


def test_made_titles_have_the_years_and_the_first_words_of_real_ones() -> None:
    made = [split_year(title) for title in many_titles(REAL, 200)]

    assert {year for _, year in made} == {1994, 1995, 1991}
    assert {"Postman,", "Toy", "Silence"} < {name.split()[0] for name, _ in made}


def test_the_same_seed_makes_the_same_titles() -> None:
    assert many_titles(REAL, 50, seed=3) == many_titles(REAL, 50, seed=3)
    assert many_titles(REAL, 50, seed=3) != many_titles(REAL, 50, seed=4)


def test_few_movies_have_most_ratings() -> None:
    counts = long_tailed(1000)

    assert sum(counts[:100]) > sum(counts[100:])
    assert counts.min() > 0
