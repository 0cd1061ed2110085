from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.profile.entries import Entry
from engine.recommend.filters import Catalogue, Filters
from engine.recommend.steering import NOTHING_ASKED, Steering
from tests.conftest import write_folder
from tests.engine.recommend.test_steering import STEERINGS
from tests.tui.fakes import known_facts

MOVIES = """movieId,title,genres
10,"Matrix, The (1999)",Action|Sci-Fi
20,Heat (1995),Crime|Drama
30,Clueless (1995),Comedy
40,Paterson,Drama
"""
RATINGS = "userId,movieId,rating,timestamp\n1,10,4,9\n2,10,4,9\n1,20,4,9\n"
MATRIX, HEAT, CLUELESS, UNDATED = range(4)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("films") / "films"
    return read_dataset(write_folder(folder, movies=MOVIES, ratings=RATINGS, tags=None, links=None))


@pytest.fixture(scope="module")
def filters(films: Dataset) -> Filters:
    """Facts are known of The Matrix alone: 136 minutes, English, of Australia and the US."""
    return Filters(films, known_facts(films))


def hidden_by(filters: Filters, steering: Steering, *entries: Entry) -> dict[str, list[int]]:
    found = filters.of(steering, entries)
    return {what: np.flatnonzero(hides).tolist() for what, hides, _ in found}


def test_nothing_is_hidden_where_nothing_is_asked(filters: Filters) -> None:
    assert filters.of(NOTHING_ASKED, []) == []


def test_years_hide_what_is_outside_and_what_has_none(filters: Filters) -> None:
    assert hidden_by(filters, Steering(first_year=1996, last_year=1999)) == {
        "before 1996": [HEAT, CLUELESS, UNDATED],
        "after 1999": [UNDATED],
    }
    assert hidden_by(filters, Steering(last_year=1995)) == {"after 1995": [MATRIX, UNDATED]}


def test_one_of_the_wanted_genres_is_enough_and_one_unwanted_too_much(filters: Filters) -> None:
    wanted = Steering(wanted_genres=("drama", "Comedy"))
    assert hidden_by(filters, wanted) == {"not drama or Comedy": [MATRIX]}
    unwanted = Steering(unwanted_genres=("Crime", "Sci-Fi"))
    assert hidden_by(filters, unwanted) == {"Crime": [HEAT], "Sci-Fi": [MATRIX]}


def test_a_movie_whose_facts_are_unknown_is_hidden_by_what_asks_for_them(filters: Filters) -> None:
    unknown = [HEAT, CLUELESS, UNDATED]
    assert hidden_by(filters, Steering(shortest=90)) == {"under 90 min": unknown}
    assert hidden_by(filters, Steering(longest=200)) == {"over 200 min": unknown}
    assert hidden_by(filters, Steering(longest=100)) == {"over 100 min": [MATRIX, *unknown]}
    assert hidden_by(filters, Steering(languages=("English",))) == {"not in English": unknown}
    assert hidden_by(filters, Steering(countries=("australia",))) == {"not from australia": unknown}


def test_without_facts_nothing_is_of_a_language_or_a_length(films: Dataset) -> None:
    bare = Filters(films, None)
    steering = Steering(languages=("English",), longest=100)
    assert [hides.all() for _, hides, _ in bare.of(steering, [])] == [True, True]
    assert bare.catalogue == Catalogue(
        ("Drama", "Action", "Sci-Fi", "Crime", "Comedy"), (), (), 1995, 1999, False
    )


def test_few_ratings_are_too_few(filters: Filters) -> None:
    few = {"under 2 ratings": [HEAT, CLUELESS, UNDATED]}
    assert hidden_by(filters, Steering(least_ratings=2)) == few


def test_a_watchlist_is_all_there_is_or_left_out(filters: Filters) -> None:
    listed = [Entry(20, watchlist=True), Entry(30, 4.0), Entry(999, watchlist=True)]
    only = hidden_by(filters, Steering(watchlist="only"), *listed)
    assert only == {"not on the watchlist": [MATRIX, CLUELESS, UNDATED]}
    none = hidden_by(filters, Steering(watchlist="none"), *listed)
    assert none == {"on the watchlist": [HEAT]}


def test_there_is_to_choose_what_the_movies_have(filters: Filters) -> None:
    catalogue = filters.catalogue
    assert catalogue.genres[0] == "Drama"
    assert (catalogue.languages, catalogue.has_runtimes) == (("English",), True)
    assert set(catalogue.countries) == {"Australia", "United States"}


@given(STEERINGS)
def test_a_further_wish_never_brings_a_movie_back(filters: Filters, steering: Steering) -> None:
    def hidden(steering: Steering) -> set[int]:
        return {row for rows in hidden_by(filters, steering).values() for row in rows}

    assert hidden(replace(steering, unwanted_genres=())) <= hidden(steering)
    assert hidden(replace(steering, first_year=None, languages=())) <= hidden(steering)


def test_what_was_asked_in_words_hides_what_does_not_fit(filters: Filters) -> None:
    asked = Steering(asked=("Crime", "until 1996", "little known"))
    assert hidden_by(filters, asked) == {
        "not Crime": [MATRIX, CLUELESS, UNDATED],
        "not until 1996": [MATRIX, UNDATED],
    }
    assert hidden_by(filters, Steering(asked=("no Drama",))) == {"Drama": [HEAT, UNDATED]}
    known = Steering(asked=("by or with Keanu Reeves", "in English"))
    assert set(map(tuple, hidden_by(filters, known).values())) == {(HEAT, CLUELESS, UNDATED)}


def test_what_no_movie_here_is_known_for_hides_all_and_unwanted_none(films: Dataset) -> None:
    bare = Filters(films, None)
    asked = Steering(asked=("with Keanu Reeves", "not with Keanu Reeves"))
    assert hidden_by(bare, asked) == {
        "not with Keanu Reeves": [MATRIX, HEAT, CLUELESS, UNDATED],
        "not not with Keanu Reeves": [],
    }
