"""The profile, the data set, the model and the recommendations in use."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from textual.dom import DOMNode

from engine.model.settings import DEFAULTS, MODEL_TITLES, Settings
from engine.profile.entries import Entry
from engine.recommend.steering import NO_WISH, Wish
from tui.state.run_log import TrainingLog

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.profile.in_dataset import ProfileInDataset
    from engine.profile.person import Profile
    from engine.profile.store import ProfileStore
    from engine.recommend.advice import Advice
    from engine.recommend.asking.parts import Asked
    from engine.recommend.personal_model import ModelReady
    from engine.recommend.taste import Portrait
    from engine.recommend.taste_map import TasteMap
    from tui.state.opened import Opened

ENOUGH_RATINGS = 20


class Change(Enum):
    """What has changed since the screens were last drawn."""

    DATASET = auto()
    RATINGS = auto()
    ADVICE = auto()
    STEERING = auto()
    TASTE = auto()
    TRAINING = auto()
    STATUS = auto()


class Signal(Protocol):
    """Textual's signal, as far as it is needed here."""

    def publish(self, data: Change) -> None:
        """Tell all listeners."""

    def subscribe(self, node: DOMNode, callback: Callable[[Change], object]) -> None:
        """Listen, as long as the node exists."""


@dataclass
class State:
    """What is in use; screens read it, only parts change it."""

    changed: Signal
    store: "ProfileStore | None" = None  # of all profiles
    profile: "Profile | None" = None
    profile_in_dataset: "ProfileInDataset | None" = None  # with this data set's movie ids
    opened: "Opened | None" = None
    model: "ModelReady | None" = None
    awaits_model: bool = False  # one is kept for the profile, and is not loaded yet
    advice: "Advice | None" = None
    is_ranking: bool = False  # new advice comes soon
    wish: Wish = NO_WISH
    asked: "Asked | None" = None  # what was last asked for in words, for what was not understood
    newer: float = 0.0  # of the rated films; 0 where newer ones need no fetching
    others: tuple[str, ...] = ()  # names of the other profiles, possible companions
    portrait: "Portrait | None" = None
    map: "TasteMap | None" = None
    taste_trouble: str = ""
    choices: Settings = DEFAULTS[Settings.model]
    log: TrainingLog = field(default_factory=TrainingLog)
    entries: dict[int, Entry] = field(default_factory=dict)
    engine: str = "engine loading"
    dataset_trouble: str = ""
    advice_trouble: str = ""
    notice: str = ""

    def publish(self, change: Change) -> None:
        """Tell all listeners what has changed in the state."""
        self.changed.publish(change)

    @property
    def profile_name(self) -> str:
        """The name of the profile in use; empty before there is one."""
        return self.profile.name if self.profile else ""

    @property
    def missing(self) -> str:
        """What has to be done before anything else; empty once nothing has."""
        if self.opened is None and self.dataset_trouble:
            return "There are no movies: Ctrl+P fetches some, or uses the bundled ones"
        if self.opened is None:
            return "The movies are still being read"
        if self.profile is None:
            return "There is no profile yet: Ctrl+P, then Profiles, makes one"
        return ""

    def choose(self, model: str) -> None:
        """Take the settings that suit a model; keep the seed, and epochs the person has set."""
        before, usual = self.choices, DEFAULTS[model]
        own = before.epochs == DEFAULTS[before.model].epochs
        epochs = usual.epochs if own else before.epochs
        self.choices = replace(usual, epochs=epochs, seed=before.seed)

    @property
    def training_time(self) -> str:
        """How long a training takes, as the last one of this model on these movies did."""
        data = self.opened.dataset.name if self.opened else ""
        plan = MODEL_TITLES[self.choices.model], data
        took = [run.seconds for run in self.log.runs if (run.plan.model, run.plan.dataset) == plan]
        return f"about {max(1, round(took[-1]))} s on this machine" if took else "a minute at most"

    def entry(self, movie: "Movie") -> Entry:
        """What the person said about a movie."""
        return self.entries.get(movie.movie_id) or Entry(movie.movie_id)

    @property
    def is_trained(self) -> bool:
        """Whether a model has predicted stars."""
        return self.advice is not None and bool(self.advice.model)

    def predicted(self, movie: "Movie") -> float | None:
        """The predicted stars of a movie, unclipped; None before a model has predicted any."""
        if self.advice is None or not self.advice.model:
            return None
        return float(self.advice.expected.predictions[movie.row])

    def deviation(self, movie: "Movie") -> float:
        """How far, in stars, a rating may be from its prediction; two in three are nearer."""
        return self.advice.expected.deviation(movie.row) if self.advice else 0.0

    @property
    def rating_count(self) -> int:
        """How many movies of the data set the person has rated; all they rated, without one."""
        return sum(self._is_here(movie_id) for movie_id in self._rated())

    @property
    def folded_in(self) -> int:
        """How many ratings more, or fewer, there are than when the model was trained.

        No model learns from ratings of added movies, which the fold-in counts alone.
        """
        if self.model is None:
            return 0
        learnable = sum(self._is_own(movie_id) for movie_id in self._rated())
        return abs(learnable - self.model.measures.profile_ratings)

    @property
    def elsewhere(self) -> list[int]:
        """The ids of the movies that the person has rated and that the data set lacks."""
        return [movie_id for movie_id in self._rated() if not self._is_here(movie_id)]

    def _rated(self) -> list[int]:
        return [entry.movie_id for entry in self.entries.values() if entry.stars is not None]

    def _is_own(self, movie_id: int) -> bool:
        dataset = self.opened.dataset if self.opened else None
        row = dataset.row_of(movie_id) if dataset else None
        return dataset is None or (row is not None and row < dataset.own_movies)

    def _is_here(self, movie_id: int) -> bool:
        return self.opened is None or self.opened.dataset.row_of(movie_id) is not None


# What the outcome of background work depends on (see tui.background.runner): if that has changed
# since the work was asked for, the outcome is stale.


def of_dataset(state: State) -> object:
    """For an outcome that depends on the data set in use."""
    return state.opened.dataset if state.opened else None


def of_person(state: State) -> object:
    """For one that depends on the profile, too, but not on its ratings."""
    return of_dataset(state), state.profile_name


def of_ratings(state: State) -> object:
    """For one that depends on the current ratings, too."""
    return of_person(state), list(state.entries.values())


def of_ranking(state: State) -> object:
    """For one that depends on the model and the wishes, too."""
    return of_ratings(state), state.model, state.wish
