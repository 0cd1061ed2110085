"""The table of models, and the settings of each; a screen can import it, as it needs no torch."""

from dataclasses import dataclass, replace
from typing import NamedTuple

EVERYTHING = 2**31 - 1  # more than anybody has rated
MANY = 1_000_000  # ratings; from here on training uses other settings
STEPS = 500  # in an epoch of many ratings
LARGEST_BATCH = 65_536
MANY_HIDDEN = 64
POSTERIOR_WIDTH = 32  # of every embedding's part from a posterior
# What models are compared with; the first predicts stars, the others only rank.
BASELINES = ("biases", "popularity", "ease", "als", "item-knn")


@dataclass(frozen=True)
class Settings:
    """The settings of a model and its training, found by search on validation data, never on tests.

    members: how many models are trained, each from a seed of its own; the model is their mean.
    width: of every embedding of a member. hidden, dropout: of a member's MLP. Decays are AdamW's
    weight decay. decay_by_field: whether each field's embeddings have their own multiple of it.
    patience: epochs without a better validation error, counted in the second half of training:
    before that, the learning rate is too high to judge. hide_movie: the share of examples whose
    movie is known only by its facts. tags: whether tags.csv is used. most_history: at most so many
    of a user's rated movies are looked up in a step. sweeps: how often the posterior of a
    factorization is drawn from, whose mean counts as much as all members together; 0 leaves it out.
    """

    epochs: int = 8
    batch_size: int = 512
    learning_rate: float = 4e-3
    embedding_decay: float = 3.0
    decay_by_field: bool = True
    first_order_decay: float = 2.0
    hide_movie: float = 0.35
    validation_fraction: float = 0.02
    patience: int = 3
    seed: int = 1
    model: str = "deepfm"
    width: int = 64
    hidden: int = 128
    dropout: float = 0.4
    tags: bool = True
    most_history: int = EVERYTHING
    members: int = 1
    sweeps: int = 0

    @property
    def whole_width(self) -> int:
        """The width of every embedding of all members, and of a posterior, together."""
        return self.members * self.width + (POSTERIOR_WIDTH if self.sweeps else 0)

    @property
    def whole_hidden(self) -> int:
        """The hidden units of all members' MLPs."""
        return self.members * self.hidden

    def of_member(self, number: int) -> "Settings":
        """The settings of one member, counted from 0."""
        return replace(self, members=1, sweeps=0, seed=self.seed + number)

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

        Many ratings need fewer epochs, less weight decay, one member and no posterior. An epoch
        stays at a few hundred steps, since each step goes over the whole embedding table.
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
            members=1,
            sweeps=0,
        )


class Model(NamedTuple):
    """A row of the table of models.

    title: the name that people see. settings: found by search; settings.model is the program's
    name. place: of its class, as module:name, so that the table does not import torch. about: what
    it does, for people. ids_alone: whether it knows users and movies only by their ids. has_mean:
    whether the mean of several members is one such model.
    """

    title: str
    settings: Settings
    place: str
    about: str = ""
    ids_alone: bool = False
    has_mean: bool = True


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
    patience=2,
    width=256,
)

# The mean with a posterior errs less than that of six members, in the time of two.
_OF_DEEPFM = Settings(sweeps=80)

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
        Settings(model="fm"),
        "engine.model.architectures.fm:FM",
        "FM weighs all that is known of people and movies, two facts at a time",
    ),
    Model(
        "DeepFM",
        _OF_DEEPFM,
        "engine.model.architectures.deepfm:DeepFM",
        "DeepFM is FM, a small neural network, and the mean of many factorizations",
    ),
    Model(
        "xDeepFM",
        Settings(model="xdeepfm"),
        "engine.model.architectures.xdeepfm:XDeepFM",
        "xDeepFM is DeepFM that also weighs many facts at a time",
        has_mean=False,
    ),
)
MODELS = {model.settings.model: model for model in _TABLE}
MODEL_TITLES = {name: model.title for name, model in MODELS.items()}
DEFAULTS = {name: model.settings for name, model in MODELS.items()}

# The best known DeepFM, whatever it costs.
BEST = replace(_OF_DEEPFM, members=6, sweeps=160)
