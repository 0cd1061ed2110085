"""EngineCalls that answer at once, or when a test lets them, without a model."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from threading import Event
from types import SimpleNamespace
from typing import cast

import numpy as np

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies
from engine.catalogue.dataset import Dataset
from engine.catalogue.fetching import FetchStoppedError
from engine.facts.movie_facts import Facts
from engine.facts.sparql import FactsStoppedError
from engine.files.problems import DatasetError
from engine.model.checkpoint import Measures
from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)
from engine.model.settings import Settings
from engine.profile.entries import Entry
from engine.recommend.advice import Advice, Reason, Recommendation
from engine.recommend.elicitation import Learned, Questions, Round
from engine.recommend.filters import Filters
from engine.recommend.personal_model import ModelReady
from engine.recommend.rated import rated_in
from engine.recommend.recommender import Recommender
from engine.recommend.similarity import Likeness
from engine.recommend.steering import NO_WISH, Wish
from engine.recommend.taste import Portrait
from engine.recommend.taste_map import TasteMap
from engine.recommend.ways_out import ways_out
from tests.engine.recommend.expecting import expecting
from tui.background import progress
from tui.background.engine_calls import Codes, EngineCalls
from tui.state.opened import Opened

PATIENCE = 10.0
BATCHES = 4
WORSE = 0.1
HELD_AFTER = (2, 2)


def model(dataset: Dataset, ratings: int = 0) -> ModelReady:
    """A model that was trained with so many of the person's ratings; only FakeEngine can ask it."""
    recommender = cast(Recommender, SimpleNamespace(dataset=dataset))
    return ModelReady(recommender, Measures(0.61, 0.72, 4.2, ratings))


def known_facts(dataset: Dataset) -> Facts:
    """Facts about the first movie alone, with names that look like markup or are odd otherwise."""
    movies = len(dataset.movie_ids)
    known = {
        "directors": ("Q1", "Q2"),
        "cast": ("Q3", "Q4", "Q5", "Q6", "Q7", "Q8"),
        "countries": ("Q9", "Q10"),
        "languages": ("Q11",),
        "series": ("Q12",),
    }
    names = ["Lana Wachowski", "Lilly Wachowski", "Keanu Reeves", "[b]Laurence Fishburne"]
    names += ["Carrie-Anne Moss", "Hugo Weaving", "김윤진", "Sixth Actor"]
    names += ["Australia", "United States", "English", "The [link=nowhere]Matrix[/]"]
    numbers = np.full((3, movies), np.nan, np.float32)
    numbers[:, 0] = 136, 83, 4
    return Facts(
        lists={kind: [qids, *[()] * (movies - 1)] for kind, qids in known.items()},
        labels={f"Q{number}": name for number, name in enumerate(names, start=1)},
        runtimes=numbers[0],
        scores=numbers[1],
        awards=numbers[2],
        problems=(),
    )


class FakeEngine(EngineCalls):
    """The work behind the screens as a test wants it.

    opened: the data sets by choice; a choice that is not there cannot be opened.
    kept: by profile, on how many ratings the model rests that is kept for them.
    go_on: a training run holds in its second epoch until it is set; trouble: what then goes wrong.
    fetching: a download, of facts too, holds until it is set; fetch_trouble: what then goes wrong.
    keep_trouble: what goes wrong when its model is kept.
    runs, advised, wishes, compared: what the work was asked for, oldest first. trained_on: the
    movies and facts of each run. drawn: how often the taste was. ended: how each run ended, and
    each download that was stopped. languages: in which titles were asked for.
    """

    def __init__(self, **opened: Opened) -> None:
        super().__init__()
        self.opened: dict[str | None, Opened] = {None: opened["bundled"]}
        for choice, data in opened.items():
            self.opened[choice] = data
        self.kept: dict[str, int] = {}
        self.trouble: Exception | None = None
        self.keep_trouble: Exception | None = None
        self.fetch_trouble: Exception | None = None
        self.go_on, self.fetching = Event(), Event()
        self.runs: list[tuple[list[Entry], Settings]] = []
        self.trained_on: list[Opened] = []
        self.ended: list[str] = []
        self.advised: list[list[Entry]] = []
        self.wishes: list[Wish] = []
        self.compared: list[int] = []
        self.languages: Codes = ()
        self.drawn = 0

    def let_go(self) -> None:
        """Let all that holds go on."""
        self.go_on.set()
        self.fetching.set()

    def open_dataset(self, choice: str | None) -> Opened:
        if choice not in self.opened:
            raise DatasetError(f"{choice}: there is no such folder.")
        return self.opened[choice]

    def fetch(
        self, name: str, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]
    ) -> None:
        assert name in self.opened
        on_progress(300_000, 1_000_000)
        if not wait_for(self.fetching, should_stop):
            self.ended.append("stopped")
            raise FetchStoppedError(f"Fetching {name} was stopped.")
        if self.fetch_trouble is not None:
            raise self.fetch_trouble

    def _ask_wikidata(
        self, on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]
    ) -> None:
        on_progress(1, 4)
        if not wait_for(self.fetching, should_stop):
            raise FactsStoppedError("Fetching the facts was stopped. What has come is kept.")
        if self.fetch_trouble is not None:
            raise self.fetch_trouble

    def fetch_facts(
        self,
        dataset: Dataset,
        on_progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
        codes: Codes,
    ) -> Facts:
        self.languages = codes
        self._ask_wikidata(on_progress, should_stop)
        return known_facts(dataset)

    def fetch_new(
        self,
        dataset: Dataset,
        on_progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
        codes: Codes,
    ) -> int:
        """Find Nope, once it may."""
        self._ask_wikidata(on_progress, should_stop)
        add_movies([added_movie("Nope", 2022)])
        return 1

    def load_model(self, opened: Opened, profile: str) -> ModelReady | None:
        return model(opened.dataset, self.kept[profile]) if profile in self.kept else None

    def train(
        self,
        opened: Opened,
        profile: str,
        entries: Sequence[Entry],
        settings: Settings,
        should_stop: Callable[[], bool],
    ) -> Iterator[TrainingEvent | ModelReady]:
        """Learn nothing, but tell it as a run does; all models but DeepFM are worse."""
        self.runs.append((list(entries), settings))
        self.trained_on.append(opened)
        how = "broken off"
        worse = 0.0 if settings.model == Settings.model else WORSE
        try:
            yield TrainingStarted(settings.epochs, BATCHES, 1_000, 50_000, "cpu")
            for epoch in range(1, settings.epochs + 1):
                for batch in range(1, BATCHES + 1):
                    if (epoch, batch) == HELD_AFTER:
                        time.sleep(progress.SECONDS_BETWEEN_STEPS)  # so that all before it is told
                    error = 0.6 + 0.5 / (epoch + batch / BATCHES) + worse
                    yield BatchFinished(epoch, batch, error, 250_000.0, 3.0)
                    if (epoch, batch) != HELD_AFTER:
                        continue
                    if not wait_for(self.go_on, should_stop):
                        how = "stopped"
                        yield TrainingStopped(1, 0.95 + worse, 0.9 + worse, 4.2)
                        yield model(opened.dataset, len(entries))
                        self.kept[profile] = len(entries)
                        return
                    if self.trouble is not None:
                        raise self.trouble
                yield EpochFinished(epoch, error, 0.7 + 0.2 / epoch + worse, 250_000.0, 3.0)
            how = "finished"
            yield TrainingFinished(settings.epochs, 0.61 + worse, 0.72 + worse, 4.2)
            yield model(opened.dataset, len(entries))
            if self.keep_trouble is not None:
                raise self.keep_trouble
            self.kept[profile] = len(entries)
        finally:
            self.ended.append(how)

    def similar(self, opened: Opened, model: ModelReady | None, row: int) -> list[Likeness]:
        """As without a model: these models know nothing."""
        self.compared.append(row)
        return super().similar(opened, None, row)

    def questions(
        self,
        opened: Opened,
        model: ModelReady | None,
        entries: Sequence[Entry],
        not_seen: Collection[int],
    ) -> Round:
        """As without a model, and with one as if every rating took off a twentieth of a star."""
        found = super().questions(opened, None, entries, not_seen)
        if model is None:
            return found
        doubt = 0.6 - 0.05 * len(entries)
        questions = Questions(np.zeros(0, np.int32), doubt, max(0.4, doubt - 0.05))
        return found._replace(questions=questions, learned=Learned(("Sci-Fi",), ("War",), 0.6))

    def draw_taste(
        self, opened: Opened, model: ModelReady | None, entries: Sequence[Entry]
    ) -> tuple[Portrait, TasteMap | None]:
        """The map, where there is a model, has the movies in lines of seven, the first below."""
        self.drawn += 1
        portrait, _ = super().draw_taste(opened, None, entries)
        if model is None:
            return portrait, None
        places = np.arange(len(opened.dataset.movie_ids))
        movies = tuple(map(opened.dataset.movie, places.tolist()))
        x, y = (places % 7 / 6).astype(np.float32), (places // 7 / 5).astype(np.float32)
        return portrait, TasteMap(movies, x, y, (0.5, 0.2), ("Drama", "[b]War", "1940s", "2010s"))

    def model_is_kept(self, opened: Opened, profile: str) -> bool:
        return profile in self.kept

    def advise(
        self,
        opened: Opened,
        model: ModelReady | None,
        entries: Sequence[Entry],
        wish: Wish = NO_WISH,
    ) -> Advice:
        """Earlier movies of the data set are better; every rating adds a tenth of a star."""
        self.advised.append(list(entries))
        self.wishes.append(wish)
        dataset = opened.dataset
        rated = rated_in(dataset, entries)
        hidden = {dataset.row_of(entry.movie_id) for entry in entries if entry.not_interested}
        filters = Filters(dataset, opened.facts).of(wish.steering, entries)
        filtered = {row for _, hides, _ in filters for row in np.flatnonzero(hides).tolist()}
        predictions = np.linspace(4.9, 1.0, len(dataset.movie_ids), dtype=np.float32)
        predictions += 0.1 * len(rated.rows)
        reasons = tuple(
            Reason(dataset.movie(int(row)), float(stars), 3.0)
            for row, stars in zip(rated.rows[-2:], rated.stars[-2:], strict=True)
        )
        rows = [
            row for row in range(len(predictions)) if row not in {*rated.rows, *hidden, *filtered}
        ]
        recommendations = tuple(
            Recommendation(
                rank, dataset.movie(row), float(predictions[row]), 0.8, 0.4, reasons, 100 - rank
            )
            for rank, row in enumerate(rows, start=1)
        )
        return Advice(
            recommendations,
            expecting(predictions, 0.8, 0.4),
            len(rated.rows),
            exact=False,
            hidden=tuple((what, int(hides.sum())) for what, hides, _ in filters),
            hidden_count=len(filtered),
            people=tuple(name for name, said in wish.companions if said),
            model="DeepFM" if model else "",
            ways_out=() if rows else ways_out(filters, np.ones(len(predictions), bool)),
        )


def wait_for(event: Event, should_stop: Callable[[], bool]) -> bool:
    """Wait as a worker does, asking between steps whether to stop; False when it shall."""
    for _ in range(int(PATIENCE / 0.01)):
        if should_stop():
            return False
        if event.wait(0.01):
            return not should_stop()
    raise AssertionError("the test never let the work go on")
