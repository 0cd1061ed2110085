"""The table of models, and the settings of each; a screen can import it, as it needs no torch."""

from dataclasses import dataclass, replace
from typing import NamedTuple

EVERYTHING = 2**31 - 1  # more than anybody has rated
MANY = 1_000_000  # ratings; from here on training uses other settings
STEPS = 500  # in an epoch of many ratings
FIRST_CYCLE = 6  # epochs
LARGEST_BATCH = 65_536
MANY_HIDDEN = 64
# What models are compared with; the first predicts stars, the others only rank.
BASELINES = ("biases", "popularity", "ease", "als", "item-knn")


@dataclass(frozen=True)
class Settings:
    """The settings of a model and its training, found by search on validation data, never on tests.

    cycle: epochs after which the learning rate, once it has come down for the first time, has risen
    and come down again; then the weights are the mean of those at each end. 0 for no more than one.
    width: of every embedding. hidden, dropout: of the MLP. Decays are AdamW's weight decay.
    decay_by_field: whether each field's embeddings have their own multiple of it.
    patience: epochs without a better validation error, counted in the second half of training:
    before that, the learning rate is too high to judge. hide_movie: the share of examples whose
    movie is known only by its facts. tags: whether tags.csv is used. most_history: at most so many
    of a user's rated movies are looked up in a step.
    """

    epochs: int = 6
    batch_size: int = 512
    learning_rate: float = 4e-3
    embedding_decay: float = 3.0
    decay_by_field: bool = True
    first_order_decay: float = 1.0
    hide_movie: float = 0.35
    validation_fraction: float = 0.05
    patience: int = 2
    seed: int = 1
    model: str = "deepfm"
    width: int = 64
    hidden: int = 64
    dropout: float = 0.4
    tags: bool = True
    most_history: int = EVERYTHING
    cycle: int = 0

    @property
    def cycles(self) -> list[int]:
        """The epochs of each cycle of the learning rate."""
        later = max(0, self.epochs - FIRST_CYCLE) // self.cycle if self.cycle else 0
        return [self.epochs - later * self.cycle, *[self.cycle] * later]

    @property
    def ids_alone(self) -> bool:
        """Whether the model knows users and movies only by their ids."""
        return MODELS[self.model].ids_alone

    def for_data(self, ratings: int, *, facts: bool) -> "Settings":
        """These settings for a data set with so many ratings, with or without facts."""
        return (self if facts else self.without_facts()).for_ratings(ratings)

    def without_facts(self) -> "Settings":
        """These settings without facts: fewer fields need less decay, as the same search found.

        Decays by field were found with facts, which know what a movie's own vector then need not.
        """
        if self.ids_alone:
            return self
        return replace(self, embedding_decay=self.embedding_decay * 2 / 3, decay_by_field=False)

    def for_ratings(self, count: int) -> "Settings":
        """These settings for a data set with so many ratings.

        Many ratings need fewer epochs and less weight decay. An epoch stays at a few hundred
        steps, since each step goes over the whole embedding table.
        """
        if count < MANY:
            return self
        return replace(
            self,
            epochs=min(self.epochs, 3),
            batch_size=min(LARGEST_BATCH, max(self.batch_size, 1 << (count // STEPS).bit_length())),
            embedding_decay=self.embedding_decay / 3,
            decay_by_field=False,
            first_order_decay=self.first_order_decay / 6,
            hidden=min(self.hidden, MANY_HIDDEN),
            most_history=32,
        )


class Model(NamedTuple):
    """A row of the table of models.

    title: the name that people see. settings: found by search; settings.model is the program's
    name. place: of its class, as module:name, so that the table does not import torch. about: what
    it does, for people. ids_alone: whether it knows users and movies only by their ids.
    """

    title: str
    settings: Settings
    place: str
    about: str = ""
    ids_alone: bool = False


# The biases start damped and are most of the model: a decay would only pull them away from there.
_OF_MF = Settings(
    model="mf",
    epochs=6,
    batch_size=1024,
    learning_rate=7e-3,
    embedding_decay=2.5,
    decay_by_field=False,
    first_order_decay=0.0,
    hide_movie=0.0,
    validation_fraction=0.02,
    width=256,
)

# Each further cycle makes the mean of the weights better by less than the one before. Which of the
# later epochs is the best is mostly chance, so that none of them ends the training.
_IN_CYCLES = Settings(epochs=12, cycle=3, patience=6, hidden=128, first_order_decay=2.0)

# A model is its file and its line here; everything looked up by name comes from this table.
_TABLE = (
    Model(
        "MF",
        _OF_MF,
        "engine.model.architectures.mf:MF",
        "MF places people and movies on one map: the nearer, the better liked",
        ids_alone=True,
    ),
    Model(
        "FM",
        replace(_IN_CYCLES, model="fm"),
        "engine.model.architectures.fm:FM",
        "FM weighs all that is known of people and movies, two facts at a time",
    ),
    Model(
        "DeepFM",
        _IN_CYCLES,
        "engine.model.architectures.deepfm:DeepFM",
        "DeepFM is FM with a small neural network beside it",
    ),
    Model(
        "xDeepFM",
        replace(_IN_CYCLES, model="xdeepfm"),
        "engine.model.architectures.xdeepfm:XDeepFM",
        "xDeepFM is DeepFM that also weighs many facts at a time",
    ),
)
MODELS = {model.settings.model: model for model in _TABLE}
MODEL_TITLES = {name: model.title for name, model in MODELS.items()}
DEFAULTS = {name: model.settings for name, model in MODELS.items()}

# The best known DeepFM, whatever it costs: the mean prediction of so many members.
BEST = replace(_IN_CYCLES, hide_movie=0.25)
BEST_MEMBERS = 6
