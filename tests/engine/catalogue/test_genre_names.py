import pytest

from engine.catalogue.genre_names import movielens_genres


@pytest.mark.parametrize(
    ("names", "genres"),
    [
        (["Action", "Sci-Fi", "Biography"], ("Action", "Sci-Fi")),
        (["romantic comedy", "comedy drama"], ("Comedy", "Drama", "Romance")),
        (["science fiction film", "superhero film"], ("Action", "Sci-Fi")),
        (["Family", "Animation", "Music"], ("Animation", "Children", "Musical")),
        (["war film", "award-winning"], ("War",)),
        (["film noir"], ("Film-Noir",)),
        (["Sport", ""], ()),
        ([], ()),
    ],
)
def test_genres_of_other_sites_have_movielens_names(
    names: list[str], genres: tuple[str, ...]
) -> None:
    assert movielens_genres(names) == genres
