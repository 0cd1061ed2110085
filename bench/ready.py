"""Shared by the parts of the report that use the app: engine calls with work done, and a home."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.first_paint import PROFILE
from bench.search import most_rated
from engine.catalogue.dataset import Dataset
from engine.catalogue.search import TitleSearch
from engine.model.settings import DEFAULTS
from engine.profile.entries import Entry
from engine.recommend.filters import Filters
from engine.recommend.personal_model import ModelReady
from tui.background.engine_calls import EngineCalls
from tui.state.opened import Opened

RATINGS = 60
STARS = (5.0, 4.0, 3.0, 4.5, 2.0)


class ReadyJobs(EngineCalls):
    """The app's own engine calls, with the data set and the model at hand already."""

    def __init__(self, opened: Opened, model: ModelReady) -> None:
        self._opened, self._model = opened, model

    def open_dataset(self, choice: str | None) -> Opened:  # noqa: ARG002
        """The data set at hand."""
        return self._opened

    def load_model(self, opened: Opened, profile: str) -> ModelReady:  # noqa: ARG002
        """The model at hand."""
        return self._model


def entries_of(dataset: Dataset) -> list[Entry]:
    """Ratings of the most rated movies."""
    return [
        Entry(int(dataset.movie_ids[row]), STARS[place % len(STARS)], rated_at=place)
        for place, row in enumerate(most_rated(dataset, RATINGS))
    ]


def opened_with(dataset: Dataset) -> Opened:
    """A data set as the app opens it, without facts."""
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    return Opened(dataset, search, filters=Filters(dataset, None))


@contextmanager
def home() -> Iterator[Path]:
    """Yield a temporary folder for what the program keeps."""
    before = os.environ.get("MOVIEREC_HOME")
    with TemporaryDirectory() as folder:
        os.environ["MOVIEREC_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ["MOVIEREC_HOME"]
            if before is not None:
                os.environ["MOVIEREC_HOME"] = before


def trained(engine: EngineCalls, opened: Opened, entries: list[Entry]) -> ModelReady:
    """A model of these ratings, trained as the app does."""
    run = engine.train(opened, PROFILE, entries, DEFAULTS["deepfm"], lambda: False)
    (model,) = [event for event in run if isinstance(event, ModelReady)]
    return model
