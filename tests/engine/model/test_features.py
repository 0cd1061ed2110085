from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model.features import (
    Bags,
    Features,
    Field,
    build_features,
    build_id_features,
    with_sessions,
)
from engine.model.tag_bags import MAX_TAGS
from tests.conftest import write_folder

RATINGS = "userId,movieId,rating,timestamp\n5,1,4,9\n6,2,3,9\n9,3,2,9\n"
MOVIES = """movieId,title,genres
1,Heat (1995),Thriller|Crime|Drama
2,Casino (1995),Drama|Crime
3,Seven (1995),Drama|Thriller|Crime|Western
4,Undated,Drama
5,Clueless (1996),(no genres listed)
"""
TAGS = """userId,movieId,tag,timestamp
5,1,Neo-Noir,9
5,2,neo noir,9
6,3,NEO  NOIR,9
6,3,!!!,9
5,1,heist,9
"""
HEAT, CASINO, SEVEN, UNDATED, CLUELESS = range(5)
# Q1 made three of the movies, twice with Q2, who made no other.
DIRECTORS: Bags = {"directors": [["Q1"], ["Q1", "Q2"], ["Q2", "Q1"], [], []]}

Reader = Callable[..., Dataset]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads the five movies, a file replaced here and there."""

    def reader(**files: str | None) -> Dataset:
        usual: dict[str, str | None] = {"ratings": RATINGS, "movies": MOVIES, "tags": TAGS}
        return read_dataset(write_folder(tmp_path / "movies", **(usual | files)))

    return reader


def filled(features: Features, movie: int, name: str) -> dict[int, float]:
    """A movie's values of one field, counted from the field's first, and their weights."""
    names = [field.name for field in features.fields]
    first = sum(field.size for field in features.fields[: names.index(name)])
    slots = features.slot_fields == names.index(name)
    values, weights = features.values[movie, slots], features.weights[movie, slots]
    return {
        int(value) - first: float(weight)
        for value, weight in zip(values, weights, strict=True)
        if weight > 0
    }


def test_a_rating_has_a_user_a_movie_and_its_facts(read: Reader) -> None:
    features = build_features(read())
    names = [field.name for field in features.fields]
    assert names == ["user", "movie", "genres", "year", "era", "tags", "rated"]
    assert features.size == sum(field.size for field in features.fields)
    assert features.values.shape == features.weights.shape == (5, len(features.slot_fields))
    assert features.values.dtype == torch.int64
    assert 0 <= int(features.values.min()) <= int(features.values.max()) < features.size


def test_without_tags_there_is_no_field_for_them(read: Reader) -> None:
    assert [field.name for field in build_features(read(tags=None)).fields][-2:] == ["era", "rated"]


def test_tags_count_only_where_they_shall(read: Reader) -> None:
    bare = build_features(read(tags=None))
    with_tags, without = build_features(read()), build_features(read(), tags=False)
    names = [field.name for field in with_tags.fields]
    assert [field.name for field in without.fields] == [name for name in names if name != "tags"]
    assert without.fingerprint == bare.fingerprint != with_tags.fingerprint


def test_bags_of_facts_become_fields_before_the_user_s(read: Reader) -> None:
    critics: Bags = {"critics": [["9"]] * 5}
    features = build_features(read(), DIRECTORS | critics)
    names = [field.name for field in features.fields]
    assert names[-4:] == ["tags", "directors", "critics", "rated"]
    # Only the director of three movies is worth a value.
    assert [filled(features, movie, "directors") for movie in range(5)] == [
        *[{0: 1.0}] * 3,
        {},
        {},
    ]
    assert [filled(features, movie, "critics") for movie in range(5)] == [{0: 1.0}] * 5


def test_many_facts_of_a_kind_do_not_shout(read: Reader) -> None:
    four: Sequence[str] = ["Q1", "Q2", "Q3", "Q4"]
    cast: Bags = {"cast": [four, four, four, ["Q1"], []]}
    features = build_features(read(), cast)
    assert filled(features, HEAT, "cast") == dict.fromkeys(range(4), 0.5)
    assert filled(features, UNDATED, "cast") == {0: 1.0}


def test_the_fingerprint_tells_other_facts_and_the_same(read: Reader) -> None:
    moved: Bags = {"directors": [["Q1"], ["Q1"], [], ["Q1"], []]}
    more: Bags = {"directors": [["Q1"], ["Q1"], ["Q1"], ["Q1"], []]}
    renamed: Bags = {"makers": DIRECTORS["directors"]}
    bags = [None, DIRECTORS, moved, more, renamed]
    prints = [build_features(read(), bag).fingerprint for bag in bags]
    assert len(set(prints)) == len(bags)
    assert [build_features(read(), bag).fingerprint for bag in bags] == prints


def test_a_field_is_found_by_its_name_and_its_values_by_its_first(read: Reader) -> None:
    features = build_features(read(), DIRECTORS)
    # 4 users, 5 movies, 2 genres, a year, an era, a tag, a director, 5 rated movies.
    firsts = {"user": 0, "movie": 4, "genres": 9, "year": 11, "era": 12, "tags": 13}
    firsts |= {"directors": 14, "rated": 15}
    for place, (name, first) in enumerate(firsts.items()):
        assert (features.place_of(name), features.first_of(name)) == (place, first)
    assert features.size == 20
    with pytest.raises(ValueError):
        features.place_of("session")


def test_a_user_s_history_has_a_value_for_every_movie_and_no_slot_in_one(read: Reader) -> None:
    features = build_features(read())
    assert features.fields[-1] == Field("rated", 5)
    assert features.has_history
    assert features.place_of("rated") not in features.slot_fields
    assert int(features.values.max()) < features.first_of("rated")


@pytest.mark.parametrize("build", [build_features, build_id_features])
def test_the_time_of_a_rating_is_one_more_value_and_no_slot(
    read: Reader, build: Callable[[Dataset], Features]
) -> None:
    features = build(read())
    timed = with_sessions(features)
    names = [[field.name for field in each.fields] for each in (features, timed)]
    assert ["session" in each for each in names] == [False, True]
    assert timed.fields == (*features.fields, Field("session", 1))
    assert timed.first_of("session") == features.size == timed.size - 1
    assert timed.has_history == features.has_history
    assert torch.equal(timed.values, features.values)
    assert torch.equal(timed.slot_fields, features.slot_fields)
    assert timed.fingerprint != features.fingerprint


def test_an_id_is_all_there_is_where_no_more_is_wanted(read: Reader) -> None:
    features = build_id_features(read())
    assert [(field.name, field.size) for field in features.fields] == [("user", 4), ("movie", 5)]
    assert features.values.tolist() == [[4], [5], [6], [7], [8]]
    assert features.weights.tolist() == [[1.0]] * 5
    assert not features.has_history
    assert features.profile_user == 3


def test_the_profile_is_the_user_after_those_of_the_data_set(read: Reader) -> None:
    features = build_features(read())
    assert features.profile_user == 3
    assert features.fields[0].size == 4
    assert min(int(v) for movie in range(5) for v in features.values[movie, :1]) == 4


def test_every_movie_has_a_value_of_its_own(read: Reader) -> None:
    features = build_features(read())
    assert [filled(features, movie, "movie") for movie in range(5)] == [
        {movie: 1.0} for movie in range(5)
    ]


def test_values_that_few_movies_share_are_left_out(read: Reader) -> None:
    features = build_features(read())
    sizes = {field.name: field.size for field in features.fields}
    # Crime and Drama stay, Thriller and Western go; 1995 stays, 1996 goes; both are of one era.
    assert (sizes["genres"], sizes["year"], sizes["era"], sizes["tags"]) == (2, 1, 1, 1)
    assert len(filled(features, SEVEN, "genres")) == 2
    assert filled(features, CLUELESS, "genres") == {}
    assert filled(features, CLUELESS, "year") == {}
    assert filled(features, CLUELESS, "era") == filled(features, HEAT, "era") == {0: 1.0}


def test_the_squared_weights_of_a_field_sum_to_one_in_every_movie_that_has_it(
    read: Reader,
) -> None:
    features = build_features(read())
    assert filled(features, HEAT, "genres") == pytest.approx({0: 0.5**0.5, 1: 0.5**0.5})
    assert filled(features, UNDATED, "genres") == {1: 1.0}
    for number, field in enumerate(features.fields[1:], start=1):
        sums = features.weights[:, features.slot_fields == number].square().sum(1)
        assert set(sums.round(decimals=5).tolist()) <= {0.0, 1.0}, field.name


def test_values_are_numbered_in_the_order_of_the_files(read: Reader) -> None:
    # A kept model is read by another process, where a set of text has another order.
    kinds = [f"Kind {letter}" for letter in "QWERTYUIOPASDFGH"]
    line = "|".join(kinds)
    movies = f"movieId,title,genres\n1,One,{line}\n2,Two,{line}\n3,Three,{line}\n"
    features = build_features(read(movies=movies))
    assert list(filled(features, 0, "genres")) == list(range(len(kinds)))


def test_tags_are_one_however_they_are_spelled(read: Reader) -> None:
    features = build_features(read())
    assert [filled(features, movie, "tags") for movie in (HEAT, CASINO, SEVEN)] == [{0: 1.0}] * 3
    assert filled(features, UNDATED, "tags") == {}


def test_tags_that_hardly_differ_are_one(read: Reader) -> None:
    given = ["sci-fi", "SciFi", "sci_fi", "zombies", "Zombie", "ZOMBIES!", "bus", "glass", "glass"]
    lines = [f"5,{1 + place % 3},{tag},9" for place, tag in enumerate(given)]
    features = build_features(read(tags="\n".join(["userId,movieId,tag,timestamp", *lines])))
    sizes = {field.name: field.size for field in features.fields}
    # Each stands on three movies, written in three ways; "bu" and "glas" are no tags.
    assert sizes["tags"] == 2


def test_a_movie_keeps_the_tags_that_it_was_given_most(read: Reader) -> None:
    lines = ["userId,movieId,tag,timestamp"]
    lines += [f"5,{movie},tag {n},9" for n in range(MAX_TAGS + 1) for movie in (1, 2, 3)]
    lines += [f"6,{movie},tag {MAX_TAGS},9" for movie in (1, 2, 3, 4)]
    features = build_features(read(tags="\n".join(lines)))
    # The last tag was given twice: one of those given once makes way.
    assert features.fields[-2].size == MAX_TAGS
    assert len(filled(features, HEAT, "tags")) == MAX_TAGS
    assert filled(features, UNDATED, "tags").keys() < filled(features, HEAT, "tags").keys()
    assert filled(features, UNDATED, "tags") != {}


def test_a_data_set_of_titles_alone_has_features(read: Reader) -> None:
    features = build_features(read(movies="movieId,title,genres\n1,A,\n2,B,\n3,C,\n", tags=None))
    assert [field.size for field in features.fields] == [4, 3, 0, 0, 0, 3]
    assert features.weights.sum(1).tolist() == [1.0, 1.0, 1.0]
    assert int(features.values.max()) < features.size


def test_ratings_change_no_feature(read: Reader) -> None:
    before = build_features(read())
    after = build_features(read(ratings=RATINGS.replace("5,1,4,9", "5,4,0.5,9")))
    assert before.fields == after.fields
    assert torch.equal(before.values, after.values)
    assert torch.equal(before.weights, after.weights)


def test_the_genres_of_a_movie_share_it_out(read: Reader) -> None:
    features = build_features(read())
    genres = features.fields[features.place_of("genres")].values
    shares = features.shares("genres")
    assert genres == ("Crime", "Drama")
    assert shares[CASINO].tolist() == pytest.approx([1 / 2, 1 / 2])
    assert shares[UNDATED].tolist() == pytest.approx([0, 1])
    assert shares[CLUELESS].tolist() == [0, 0]
