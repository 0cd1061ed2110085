"""Titles from before a film was out, and the labels that facts have for them."""

from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import read_facts
from engine.facts.placeholders import with_labels
from engine.facts.title_search import title_search
from tests.conftest import write_folder
from tests.engine.facts.reading import widened

REBOOT, WAR, ENDGAME, CHE, CHE_2, KISS, NAMELESS, HISTORY = range(8)
TITLES = """\
movieId,title,genres
1,Untitled Spider-Man Reboot (2017),Action
2,Avengers: Infinity War - Part I (2018),Action
3,Avengers: Infinity War - Part II (2019),Action
4,Che: Part One (2008),Drama
5,Che: Part Two (2008),Drama
6,"Long Kiss Goodnight, The (1996)",Action
7,Untitled (2009),Comedy
8,History of the World: Part I (1981),Comedy
"""
LABELS = (
    *("Spider-Man: Homecoming", "Avengers: Infinity War", "Avengers: Endgame", "Che", "Che"),
    *("Long Kiss", "(Untitled)", "History of the World, Part I"),
)


@pytest.fixture
def films(tmp_path: Path) -> Dataset:
    return read_dataset(
        write_folder(
            tmp_path / "films",
            movies=TITLES,
            ratings="userId,movieId,rating,timestamp\n1,1,4,1\n",
            links="movieId,imdbId,tmdbId\n",
        )
    )


def shown(films: Dataset, folder: Path) -> Dataset:
    """The films as they are shown with facts that have the labels."""
    file = folder / "facts.csv"
    file.write_text(facts_with_labels(), encoding="utf-8")
    return with_labels(films, read_facts(file, films))


def facts_with_labels() -> str:
    header, cells = widened(english_title="X", other_titles="X").splitlines()[:2]
    names, values = header.split(","), cells.split(",")
    told = dict(zip(names, values, strict=True))
    rows = []
    for number, label in enumerate(LABELS, start=1):
        names_in_facts = {"english_title": f'"{label}"', "other_titles": f'"{label}"'}
        rows.append(",".join({**told, "movieId": str(number), **names_in_facts}.values()))
    return "\n".join([header, *rows, ""])


def test_placeholders_are_shown_by_the_label_and_good_titles_stay(
    films: Dataset, tmp_path: Path
) -> None:
    titles = shown(films, tmp_path).titles
    assert (titles[REBOOT], titles[WAR]) == ("Spider-Man: Homecoming", "Avengers: Infinity War")
    for row in (ENDGAME, CHE, CHE_2, KISS, NAMELESS, HISTORY):
        assert titles[row] == films.titles[row]


def test_a_placeholder_is_found_by_either_title_and_models_learn_the_same(
    films: Dataset, tmp_path: Path
) -> None:
    seen = shown(films, tmp_path)
    search = title_search(seen, read_facts(tmp_path / "facts.csv", films))
    assert search.search("spider-man homecoming", 1) == [REBOOT]
    assert search.search("untitled spider-man reboot", 1) == [REBOOT]
    assert seen.fingerprint == films.fingerprint


def test_without_labels_every_title_stays(films: Dataset) -> None:
    assert with_labels(films, None) is films
