from dataclasses import replace

import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies
from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import open_dataset
from engine.catalogue.widened import alone, widened, with_added_movies

DUNE = added_movie("Dune: Part Two", 2024, imdb_id=15239678, genres=("Sci-Fi",))
BATMAN = added_movie("The Batman", 2022, tmdb_id=414906)


def test_added_movies_are_further_rows_that_nobody_rated(tiny: Dataset) -> None:
    wide = widened(tiny, [DUNE, BATMAN])
    assert (tiny.own_movies, wide.own_movies, len(wide.movie_ids)) == (4, 4, 6)
    dune = wide.movie(4)
    assert (dune.title, dune.year, dune.genres) == ("Dune: Part Two", 2024, ("Sci-Fi",))
    assert (dune.imdb_id, dune.rating_count, dune.mean_stars) == (15239678, 0, 0)
    assert wide.file_titles[5] == "Batman, The (2022)"
    assert wide.row_of(DUNE.movie_id) == wide.row_of_imdb(15239678) == 4
    assert wide.row_of(10) == 0


def test_the_data_set_is_the_same_for_a_model_and_can_be_had_alone(tiny: Dataset) -> None:
    wide = widened(tiny, [DUNE])
    assert wide.fingerprint == tiny.fingerprint
    assert replace(wide).fingerprint == tiny.fingerprint  # worked out anew
    back = alone(wide)
    assert back.file_titles == tiny.file_titles
    assert back.movie_ids.tolist() == tiny.movie_ids.tolist()
    assert len(widened(wide, [BATMAN]).movie_ids) == 5


def test_what_was_worked_out_before_is_handed_on(tiny: Dataset) -> None:
    assert tiny.rating_counts.tolist() == [3, 1, 1, 0]
    wide = widened(tiny, [DUNE])
    assert vars(wide)["rating_counts"].tolist() == [3, 1, 1, 0, 0]
    assert replace(wide).rating_counts.tolist() == [3, 1, 1, 0, 0]
    again = widened(wide, [DUNE])
    assert vars(again)["rating_counts"].tolist() == [3, 1, 1, 0, 0]


def test_stars_counted_before_are_handed_on_with_none_for_what_was_added(tiny: Dataset) -> None:
    before = [tiny.star_histogram(row) for row in range(4)]
    wide = widened(tiny, [DUNE])
    assert [wide.star_histogram(row) for row in range(5)] == [*before, [0] * 10]


@pytest.mark.parametrize(
    "matrix",
    [
        added_movie("Matrix Resurrected?", 2001, imdb_id=133093),
        added_movie("Matrix", 2001, tmdb_id=603),
        added_movie("The Matrix", 1999),
    ],
)
def test_a_movie_that_the_data_set_has_is_its_own_movie(tiny: Dataset, matrix: object) -> None:
    assert isinstance(matrix, type(DUNE))
    wide = widened(tiny, [matrix])
    assert wide.added == ()
    assert wide.row_of(matrix.movie_id) == 0
    assert wide.moved == {matrix.movie_id: 10}


def test_a_movie_of_the_same_title_with_an_id_is_another(tiny: Dataset) -> None:
    assert widened(tiny, [added_movie("The Matrix", 1999, imdb_id=5)]).moved == {}


def test_an_opened_data_set_has_the_movies_that_were_added_on_this_machine(tiny: Dataset) -> None:
    assert with_added_movies(tiny) is tiny
    add_movies([DUNE])
    assert open_dataset().row_of(DUNE.movie_id) == open_dataset().own_movies


def test_a_damaged_file_is_told_with_the_data_set(tiny: Dataset) -> None:
    from engine.catalogue.added_store import added_file

    add_movies([DUNE])
    added_file().write_text("{")
    opened = with_added_movies(tiny)
    assert opened.added == ()
    assert "the file of added movies is damaged" in " ".join(opened.remarks)
