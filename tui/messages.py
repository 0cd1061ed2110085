"""What background work tells the app, in the past tense."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from engine.model.events import TrainingEvent
from engine.profile.entries import Entry
from engine.recommend.steering import Wish

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.import_session import Intake
    from engine.facts.movie_facts import Facts
    from engine.recommend.advice import Advice
    from engine.recommend.elicitation import Round
    from engine.recommend.filters import Filters
    from engine.recommend.personal_model import ModelReady
    from engine.recommend.similarity import Likeness
    from engine.recommend.taste import Portrait
    from engine.recommend.taste_map import TasteMap
    from tui.jobs import Opened


@dataclass
class DatasetOpened(Message):
    """A data set was read; choice is what names it in the settings."""

    opened: "Opened"
    choice: str | None


@dataclass
class DatasetFailed(Message):
    """A data set could not be read or fetched, for the reason in the sentence."""

    sentence: str
    choice: str | None


@dataclass
class FetchProgressed(Message):
    """So many bytes of a download have come; total is 0 while unknown."""

    done: int
    total: int


@dataclass
class DatasetFetched(Message):
    """A download is complete and can be opened."""

    name: str


@dataclass
class FactsProgressed(Message):
    """So many of the steps of asking for facts are done."""

    done: int
    total: int


@dataclass
class FactsFetched(Message):
    """The facts about the movies of a data set are here, and what they can be filtered by now."""

    dataset: "Dataset"
    facts: "Facts"
    filters: "Filters"


@dataclass
class FactsFailed(Message):
    """The facts could not be fetched, or not all of them, for the reason in the sentence."""

    sentence: str


@dataclass
class ModelLoaded(Message):
    """The engine is warm; there is a model, or none, or one that could not be used."""

    dataset: "Dataset"
    profile: str
    model: "ModelReady | None"
    sentence: str = ""


@dataclass
class TrainingProgressed(Message):
    """Training made these steps since the last message."""

    events: "tuple[TrainingEvent, ...]"


@dataclass
class ModelTrained(Message):
    """A training run gave a model that can be used."""

    model: "ModelReady"
    profile: str


@dataclass
class TrainingEnded(Message):
    """The training worker is done; the sentence says what went wrong, if anything."""

    sentence: str = ""


@dataclass
class SimilarFound(Message):
    """The movies like the one in a row, or why none could be found."""

    row: int
    found: "list[Likeness]"
    sentence: str = ""


@dataclass
class QuestionsChosen(Message):
    """What to ask the person next, or why nothing could be chosen; is_last: they are leaving."""

    round: "Round | None"
    is_last: bool
    sentence: str = ""


@dataclass
class TasteDrawn(Message):
    """What these ratings say of the person, and the map of the movies, or why there is nothing."""

    entries: Sequence[Entry]
    portrait: "Portrait | None"
    map: "TasteMap | None" = None
    sentence: str = ""


@dataclass
class Advised(Message):
    """The recommendations of a model for these ratings and wishes, or why there are none."""

    model: "ModelReady"
    entries: Sequence[Entry]
    wish: Wish
    advice: "Advice | None"
    sentence: str = ""


@dataclass
class ImportProgressed(Message):
    """So many of the records of a file have been looked for."""

    done: int
    total: int


@dataclass
class ImportRead(Message):
    """A file has been read, and its movies looked for in a data set."""

    opened: "Opened"
    path: Path
    intake: "Intake"


@dataclass
class ImportFailed(Message):
    """A file that cannot be read, and why; columns: its own, where the person has to name them."""

    path: Path
    sentence: str
    columns: tuple[str, ...] = ()


@dataclass
class Imported(Message):
    """So many movies were brought in; so many were not found and are in a file; or what failed."""

    changed: int
    unmatched: int = 0
    kept: Path | None = None
    sentence: str = ""
