"""What the app's threads do: one engine call each, its outcome posted as a message.

What nobody foresaw is an outcome too, lest something on the screen wait for ever.
"""

import gc
import time
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from textual.message import Message

from engine.profile.entries import Entry
from engine.recommend.steering import Wish
from tui.error_log import broke_off
from tui.jobs import Jobs, Opened
from tui.messages import (
    Advised,
    DatasetFailed,
    DatasetFetched,
    DatasetOpened,
    FactsFailed,
    FactsFetched,
    FactsProgressed,
    FetchProgressed,
    ModelLoaded,
    QuestionsChosen,
    SimilarFound,
    TasteDrawn,
)

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.recommend.personal_model import ModelReady

SECONDS_BETWEEN_MESSAGES = 0.1
# What screens are made of that not everybody calls up: to import it only then would let keys wait.
CALLED_UP = (
    "engine.exchange.import_session",
    "engine.exchange.recommendations",
    "textual.command",
    "tui.commands",
    "tui.import_worker",
    "tui.screens.ask_number",
    "tui.screens.ask_text",
    "tui.screens.choose",
    "tui.screens.details",
    "tui.screens.export",
    "tui.screens.for_you",
    "tui.screens.help",
    "tui.screens.import_preview",
    "tui.screens.name_columns",
    "tui.screens.pick_file",
    "tui.screens.profiles",
    "tui.screens.questions",
    "tui.screens.similar",
    "tui.screens.taste",
    "tui.screens.train",
    "tui.training_worker",
)
Post = Callable[[Message], bool]


def open_dataset(jobs: Jobs, choice: str | None, post: Post) -> None:
    """Read a data set."""
    from engine.catalogue.sources import lasting
    from engine.files.problems import DatasetError

    try:
        post(DatasetOpened(jobs.open_dataset(choice), choice and lasting(choice)))
    except DatasetError as error:
        post(DatasetFailed(str(error), choice))
    except Exception as error:
        post(DatasetFailed(broke_off("reading the movies", error), choice))


def fetch(jobs: Jobs, name: str, should_stop: Callable[[], bool], post: Post) -> None:
    """Download a data set."""
    from engine.files.problems import DatasetError

    try:
        jobs.fetch(name, teller(FetchProgressed, post), should_stop)
        post(DatasetFetched(name))
    except DatasetError as error:
        post(DatasetFailed(str(error), None))
    except Exception as error:
        post(DatasetFailed(broke_off("fetching", error), None))


def fetch_facts(
    jobs: Jobs, dataset: "Dataset", should_stop: Callable[[], bool], post: Post
) -> None:
    """Ask for the facts about the movies of a data set."""
    from engine.facts.movie_facts import FactsError
    from engine.recommend.filters import Filters

    try:
        facts = jobs.fetch_facts(dataset, teller(FactsProgressed, post), should_stop)
        post(FactsFetched(dataset, facts, Filters(dataset, facts)))
    except FactsError as error:
        post(FactsFailed(str(error)))
    except Exception as error:
        post(FactsFailed(broke_off("fetching facts", error)))


def teller(progressed: Callable[[int, int], Message], post: Post) -> Callable[[int, int], None]:
    """What tells how far a job is, ten times a second."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_MESSAGES or done == total:
            last = now
            post(progressed(done, total))

    return tell


def load_model(jobs: Jobs, opened: Opened, profile: str, post: Post) -> None:
    """Warm the engine and load the profile's model."""
    from engine.model.checkpoint import CheckpointError

    dataset = opened.dataset
    try:
        loaded = ModelLoaded(dataset, profile, jobs.load_model(opened, profile))
    except CheckpointError as error:
        loaded = ModelLoaded(dataset, profile, None, str(error))
    except Exception as error:
        loaded = ModelLoaded(dataset, profile, None, broke_off("loading the model", error))
    for name in CALLED_UP:
        import_module(name)
    # The libraries' hundreds of thousands of objects are here to stay: to search them for garbage
    # again and again would stop the keys for a quarter of a second each time. Once, because what
    # is frozen is never freed.
    if not gc.get_freeze_count():
        gc.freeze()
    post(loaded)


def advise(
    jobs: Jobs,
    opened: Opened,
    model: "ModelReady",
    entries: Sequence[Entry],
    wish: Wish,
    post: Post,
) -> None:
    """Rank for the ratings and the wishes as they are."""
    try:
        advised = Advised(model, entries, wish, jobs.advise(opened, model, entries, wish))
    except Exception as error:
        advised = Advised(model, entries, wish, None, broke_off("ranking the movies", error))
    post(advised)


def similar(jobs: Jobs, opened: Opened, model: "ModelReady | None", row: int, post: Post) -> None:
    """Find the movies like one."""
    try:
        post(SimilarFound(row, jobs.similar(opened, model, row)))
    except Exception as error:
        post(SimilarFound(row, [], broke_off("comparing the movies", error)))


def questions(
    jobs: Jobs,
    opened: Opened,
    model: "ModelReady | None",
    entries: Sequence[Entry],
    not_seen: Collection[int],
    is_last: bool,
    post: Post,
) -> None:
    """Choose what to ask next, and say what is known so far."""
    try:
        chosen = jobs.questions(opened, model, entries, not_seen)
        post(QuestionsChosen(chosen, is_last))
    except Exception as error:
        post(QuestionsChosen(None, is_last, broke_off("choosing questions", error)))


def draw_taste(
    jobs: Jobs,
    opened: Opened,
    model: "ModelReady | None",
    entries: Sequence[Entry],
    post: Post,
) -> None:
    """Draw what the ratings say."""
    try:
        post(TasteDrawn(entries, *jobs.draw_taste(opened, model, entries)))
    except Exception as error:
        post(TasteDrawn(entries, None, sentence=broke_off("drawing your taste", error)))
