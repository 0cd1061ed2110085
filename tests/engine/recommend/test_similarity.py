from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.sources import open_dataset
from engine.recommend.similarity import Likeness, Similar
from tests.conftest import write_folder
from tests.engine.conftest import LOVE, NEW_SPACE, SPACE
from tests.tui.fakes import known_facts

MATRIX = 2571


def rows_of(found: list[Likeness]) -> list[int]:
    return [item.movie.row for item in found]


def test_movies_of_the_same_kind_and_crowd_are_most_alike(two_crowds: Dataset) -> None:
    found = Similar(two_crowds, None).to(SPACE[0], 10)
    assert set(rows_of(found)) <= set(SPACE[1:])
    assert {item.shared for item in found} == {("Sci-Fi", "Drama")}
    likeness = [item.likeness for item in found]
    assert likeness == sorted(likeness, reverse=True)
    assert 0 < likeness[-1] <= likeness[0] <= 1


def test_a_movie_that_nobody_has_rated_is_like_none_and_the_movie_itself_is_not_named(
    two_crowds: Dataset,
) -> None:
    found = rows_of(Similar(two_crowds, None).to(SPACE[0], 100))
    assert NEW_SPACE not in found
    assert SPACE[0] not in found
    assert rows_of(Similar(two_crowds, None).to(NEW_SPACE, 5))[0] in SPACE


def test_what_a_model_knows_counts_in_place_of_the_raters(two_crowds: Dataset) -> None:
    vectors = np.zeros((44, 2), np.float32)
    vectors[SPACE[0]] = vectors[LOVE[3]] = 1, 0
    best, *_ = Similar(two_crowds, None).to(SPACE[0], 3, vectors)
    assert best.movie.row == LOVE[3]
    assert best.shared == ("Drama",)


def test_what_few_movies_share_is_told_first(tmp_path_factory: pytest.TempPathFactory) -> None:
    movies = "movieId,title,genres\n" + "".join(
        f"{n},Film {n} (1999),{'Drama|Action' if n < 3 else 'Drama'}\n" for n in range(9)
    )
    ratings = "userId,movieId,rating,timestamp\n" + "".join(f"1,{n},4,9\n" for n in range(9))
    tags = "userId,movieId,tag,timestamp\n1,0,[b]heist,9\n1,1,[b]heist,9\n"
    folder = tmp_path_factory.mktemp("films") / "films"
    dataset = read_dataset(write_folder(folder, movies=movies, ratings=ratings, tags=tags))
    best, second, third, *_ = Similar(dataset, None).to(0, 5)
    assert (best.movie.row, best.shared) == (1, ("tagged [b]heist", "Action", "Drama"))
    assert (second.movie.row, second.shared) == (2, ("Action", "Drama"))
    assert third.shared == ("Drama",)


def test_who_made_a_movie_is_among_what_is_shared(two_crowds: Dataset) -> None:
    facts = known_facts(two_crowds)
    facts.lists["directors"][1] = facts.lists["directors"][0]
    best, *_ = Similar(two_crowds, facts).to(0, 3)
    assert best.movie.row == 1
    assert "directed by Lana Wachowski" in best.shared


def test_a_sequel_is_near_and_a_movie_for_children_is_like_others() -> None:
    dataset = open_dataset(None)
    similar = Similar(dataset, None)

    def titles(movie_id: int) -> list[str]:
        row = dataset.row_of(movie_id)
        assert row is not None
        return [item.movie.title for item in similar.to(row, 8)]

    assert {"Toy Story 2", "Monsters, Inc."} <= set(titles(1))
    assert titles(858)[0] == "The Godfather: Part II"


def test_a_row_for_which_another_stands_is_not_named(two_crowds: Dataset) -> None:
    told = replace(two_crowds, twins={SPACE[1]: SPACE[0]})
    assert SPACE[1] in [like.movie.row for like in Similar(two_crowds, None).to(SPACE[0], 44)]
    assert SPACE[1] not in [like.movie.row for like in Similar(told, None).to(SPACE[0], 44)]
