import pytest

from engine.catalogue.dataset import Dataset
from engine.recommend.asking.reading import Asking
from tests.engine.recommend.asking.films import facts, films


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return films(tmp_path_factory.mktemp("asked") / "films")


@pytest.fixture(scope="session")
def asking(shelf: Dataset) -> Asking:
    return Asking(shelf, facts())


@pytest.fixture(scope="session")
def without_facts(shelf: Dataset) -> Asking:
    return Asking(shelf, None)
