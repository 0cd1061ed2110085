import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from engine.catalogue.movielens import read_dataset
from engine.catalogue.search import TitleSearch
from engine.recommend.filters import Filters
from tests.conftest import write_folder
from tests.tui.fakes import PATIENCE, FakeEngine
from tui.state.opened import Opened

# Movie 10 is the most rated, and so on down.
TITLES = """\
"Matrix, The (1999)",Action|Sci-Fi
Toy Story (1995),Animation|Comedy
[REC] (2007),Horror
Heat (1995),Crime|Thriller
千と千尋の神隠し (Spirited Away) (2001),Animation|Fantasy
"Night of the Day of the Dawn of the Son of the Bride of the Return of the Revenge of the Terror \
of the Attack of the Evil, Mutant, Hellbound, Flesh-Eating Subhumanoid Zombified Living Dead \
(1991)",Comedy|Horror
🎬 Camera 🎥 (2017),Documentary
[/b] [link=nowhere] (2012),Drama
Fargo (1996),Comedy|Crime
Alien (1979),Horror|Sci-Fi
Aliens (1986),Action|Sci-Fi
Amélie (2001),Comedy|Romance
Casablanca (1942),Drama|Romance
Chinatown (1974),Crime|Mystery
Clueless (1995),Comedy|Romance
Gattaca (1997),Drama|Sci-Fi
Goodfellas (1990),Crime|Drama
Groundhog Day (1993),Comedy|Fantasy
Jaws (1975),Action|Horror
Jumanji (1995),Adventure|Children
Memento (2000),Mystery|Thriller
Moon (2009),Drama|Sci-Fi
North by Northwest (1959),Action|Thriller
Paterson,(no genres listed)
Psycho (1960),Crime|Horror
Ran (1985),Drama|War
Rear Window (1954),Mystery|Thriller
"Shining, The (1980)",Horror
Solaris (1972),Drama|Sci-Fi
Stalker (1979),Drama|Sci-Fi
"Third Man, The (1949)",Mystery|Thriller
Titanic (1997),Drama|Romance
Vertigo (1958),Drama|Mystery
Zodiac (2007),Crime|Drama
""".splitlines()
TESTS_BETWEEN_COLLECTIONS = 20
LINKS = "movieId,imdbId,tmdbId\n10,0133093,603\n30,1038988,8329\n"


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """A data set of 34 movies, some with titles that look like markup or are odd otherwise."""
    movies = [f"{10 * number},{rest}" for number, rest in enumerate(TITLES, 1)]
    ratings = [
        f"{user},{10 * number},{1 + (user * (number + 2)) % 9 / 2},964982703"
        for number in range(1, len(TITLES) + 1)
        for user in range(1, 2 * (len(TITLES) + 1 - number) + 1)
    ]
    folder = write_folder(
        tmp_path_factory.mktemp("tui") / "films",
        movies="\n".join(["movieId,title,genres", *movies, ""]),
        ratings="\n".join(["userId,movieId,rating,timestamp", *ratings, ""]),
        tags="userId,movieId,tag,timestamp\n1,30,[found] footage,1\n2,30,quarantine,1\n",
        links=LINKS,
    )
    return opened(folder)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Another data set, of four movies."""
    return opened(write_folder(tmp_path_factory.mktemp("tui") / "tiny"))


@pytest.fixture(autouse=True)
def short_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual look every few milliseconds whether the app has come to rest after a key.

    Jobs tell how far they are as often. No model trains by itself, however long a test takes. A key
    waits until what it said is on the disk, however slow the disk is.
    """
    monkeypatch.setattr("tui.background.saving.SECONDS_OF_A_KEY", PATIENCE)
    monkeypatch.setattr("tui.train.part.QUIET_SECONDS", 600.0)
    monkeypatch.setattr("tui.background.progress.SECONDS_BETWEEN_STEPS", 0.01)
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.002)


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """Parse each sheet of styles once, not once an app: that took a sixth of the tests' time."""
    parse = Stylesheet._parse_rules
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *source: Any, **kind: Any) -> list[RuleSet]:
        variables = tuple(sorted(sheet._variables.items()))
        key = (variables, *source, *sorted(kind.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *source, **kind)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def garbage_kept_apart() -> Iterator[None]:
    """Freeze the libraries' objects, as the app does, but once: the tests' own apps shall go."""
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield


@pytest.fixture(autouse=True)
def garbage_between_tests(tests_run: Iterator[int]) -> Iterator[None]:
    """Look for garbage after some tests, not in them: that took an eighth of their time."""
    gc.disable()
    yield
    gc.enable()
    if next(tests_run) % TESTS_BETWEEN_COLLECTIONS == 0:
        gc.collect()


@pytest.fixture(scope="session")
def tests_run() -> Iterator[int]:
    """Counts the tests of the screen."""
    return count(1)


@pytest.fixture
def engine(bundled: Opened, tiny: Opened) -> FakeEngine:
    """Quick work on the bundled movies; the choices tiny and ml-latest-small are the others."""
    return FakeEngine(bundled=bundled, tiny=tiny, **{"ml-latest-small": tiny})


def opened(folder: Path) -> Opened:
    dataset = read_dataset(folder)
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    return Opened(dataset, search, filters=Filters(dataset, None))
