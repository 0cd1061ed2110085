"""Someone types a name; the movies of that person are found."""

import numpy as np
import pytest

from engine.facts.movie_facts import Facts
from engine.facts.people import People, Person

NAMES = ["Ana Torres", "Bo Berg", "Ana Torrent", "Bo Berg", "Zoë Lindqvist", "Kim Ki-duk"]
ANA, BO, TORRENT, OTHER_BO, ZOE, KIM = (f"Q{number}" for number in range(1, 7))
DIRECTORS = [(ANA,), (ANA,), (BO,), (ZOE,), (), (), (), (KIM,)]
CAST = [
    (BO, ANA),
    (BO,),
    (),
    (TORRENT, BO),
    (TORRENT,),
    (OTHER_BO, TORRENT),
    (TORRENT,),
    (TORRENT,),
]
RATINGS = np.array([5, 9, 7, 30, 1, 2, 3, 4])


@pytest.fixture(scope="module")
def people() -> People:
    unknown = np.full(len(RATINGS), np.nan, np.float32)
    lists = {"directors": list(DIRECTORS), "cast": list(CAST)}
    labels = {f"Q{number}": name for number, name in enumerate(NAMES, 1)}
    facts = Facts(lists, labels, unknown, unknown, unknown, ())
    return People(facts, RATINGS)


def names(found: list[Person]) -> list[str]:
    return [person.name for person in found]


def test_a_person_s_movies_are_those_directed_then_those_with_them(people: People) -> None:
    assert people.search("ana torres") == [Person("Ana Torres", [1, 0], [])]


def test_people_of_one_name_are_all_found_the_best_known_first(people: People) -> None:
    assert people.search("Bo Berg") == [
        Person("Bo Berg", [2], [3, 1, 0]),
        Person("Bo Berg", [], [5]),
    ]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("zoe lindqvist", "Zoë Lindqvist"),
        ("Kim Ki-duk", "Kim Ki-duk"),
        ("zoe lindqvits", "Zoë Lindqvist"),
        ("zoe lind", "Zoë Lindqvist"),
        ("torrent", "Ana Torrent"),
    ],
    ids=["without accent", "with a sign", "with a slip", "begun", "surname of one in five movies"],
)
def test_a_name_may_be_typed_in_other_ways(people: People, query: str, name: str) -> None:
    assert names(people.search(query)) == [name]


@pytest.mark.parametrize("query", ["", "an", "ana", "lindqvist", "toy story", "zzz yyy"])
def test_what_is_no_name_finds_nobody(people: People, query: str) -> None:
    assert people.search(query) == []


def test_a_movie_leads_to_its_directors_then_its_cast_each_once(people: People) -> None:
    assert names(people.of_movie(0)) == ["Ana Torres", "Bo Berg"]
    assert people.of_movie(0)[0].directed == [1, 0]
    assert names(people.of_movie(4)) == ["Ana Torrent"]
