"""Features: a rating's fields (user, movie, facts, history) as numbers that a model looks up."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset, Ints
from engine.model.tag_bags import tag_bags

MIN_MOVIES = 3  # a feature value that fewer movies share teaches nothing about the others
RATED = "rated"
GENRES = "genres"
SESSION = "session"


@dataclass(frozen=True)
class Field:
    """One kind of feature and how many values it has.

    values: their names, in the order of their numbers, for a kind whose values are facts.
    """

    name: str
    size: int
    values: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, eq=False)
class Features:
    """What a model looks up for a (user, movie) pair.

    All feature values of all fields share one numbering, field after field, user first. Every
    movie has a fixed number of slots, each of one field; a slot that a movie does not fill has
    weight 0. The squares of a field's weights in a movie sum to 1, so that a movie's many genres
    count neither more nor less than another's one.

    values: int64 [movies, slots]; weights: float32 [movies, slots]. Movies that were added to the
    data set come after own_movies of its own; they have no row of their own to be known by.
    slot_fields: int64 [slots], index into fields, in their order.
    The fields of the user's side have no slots: rated, with a value for every movie (see
    engine.model.histories), and session, with one value (see engine.model.time_context).
    """

    fields: tuple[Field, ...]
    values: Tensor
    weights: Tensor
    slot_fields: Tensor

    @property
    def own_movies(self) -> int:
        """The number of movies that a model can learn from."""
        return self.size_of("movie")

    @property
    def size(self) -> int:
        """The number of feature values in all fields."""
        return sum(field.size for field in self.fields)

    def place_of(self, name: str) -> int:
        """The index of the field with this name. Raises ValueError if there is none."""
        return [field.name for field in self.fields].index(name)

    def size_of(self, name: str) -> int:
        """The number of values of a field, 0 if there is no such field."""
        return next((field.size for field in self.fields if field.name == name), 0)

    def first_of(self, name: str) -> int:
        """The number of a field's first value."""
        return sum(field.size for field in self.fields[: self.place_of(name)])

    def shares(self, name: str) -> Tensor:
        """The share of each value of a field in each movie, [movies, values]; 0 if it is absent."""
        place, first = self.place_of(name), self.first_of(name)
        slots = self.slot_fields == place
        codes = (self.values[:, slots] - first).clamp(min=0)  # an empty slot weighs nothing
        size = self.fields[place].size
        shares = torch.zeros(len(self.values), max(1, size))
        return shares.scatter_add(1, codes, self.weights[:, slots].square())[:, :size]

    @cached_property
    def fingerprint(self) -> str:
        """A digest: a model can be used only with features of the digest it was trained with.

        Added movies do not count: with or without them, a model learns the same.
        """
        digest = hashlib.sha256(repr(self.fields).encode())
        for tensor in (self.values[: self.own_movies], self.weights[: self.own_movies]):
            digest.update(tensor.numpy().tobytes())
        digest.update(self.slot_fields.numpy().tobytes())
        return digest.hexdigest()[:16]

    @property
    def has_history(self) -> bool:
        """Whether users are also known by the movies that they rated."""
        return self.has(RATED)

    def has(self, name: str) -> bool:
        """Whether there is a field of this name."""
        return any(field.name == name for field in self.fields)

    @property
    def profile_user(self) -> int:
        """The user row of the person at the keyboard: the one after the data set's users."""
        return self.fields[0].size - 1


Bags = dict[str, list[Sequence[str]]]


def build_features(dataset: Dataset, facts: Bags | None = None, *, tags: bool = True) -> Features:
    """Features of every movie from its own row, its tags and the bags of facts about it.

    No rating is used. tags: whether tags.csv is used.
    """
    bags: Bags = {
        GENRES: list(dataset.genres),
        "year": [[str(year)] if year else [] for year in dataset.years],
        "era": [[str(year // 5)] if year else [] for year in dataset.years],
    }
    if tags and dataset.tag_names:
        bags["tags"] = tag_bags(dataset)
    bags |= facts or {}
    return _features(dataset, bags, [Field(RATED, dataset.own_movies)])


def with_sessions(features: Features) -> Features:
    """The features with a field for time context; the session offset is its one value's weight."""
    return replace(features, fields=(*features.fields, Field(SESSION, 1)))


def build_id_features(dataset: Dataset) -> Features:
    """Features that know every movie only by its own row."""
    return _features(dataset, {}, [])


def _features(dataset: Dataset, bags: Bags, of_users: list[Field]) -> Features:
    fields = [Field("user", len(dataset.user_ids) + 1)]
    columns: list[tuple[Ints, Ints]] = []
    count = dataset.own_movies
    own: Bags = {"movie": [*([str(row)] for row in range(count)), *([] for _ in dataset.added)]}
    for name, bag in (own | bags).items():
        vocabulary = _vocabulary(bag[:count], 1 if name == "movie" else MIN_MOVIES)
        columns.append(_slots(bag, vocabulary, count))
        fields.append(Field(name, len(vocabulary), tuple(vocabulary)))
    return _assemble(fields, columns, of_users)


def _vocabulary(bags: Iterable[Sequence[str]], least: int) -> dict[str, int]:
    # In the order of the files: a set's order changes from one process to the next, which would
    # change the numbering that a saved model relies on.
    movies = Counter(value for bag in bags for value in dict.fromkeys(bag))
    return {value: code for code, value in enumerate(v for v, n in movies.items() if n >= least)}


def _slots(
    bags: Sequence[Sequence[str]], vocabulary: dict[str, int], own: int
) -> tuple[Ints, Ints]:
    """Value codes [movies, width], -1 where empty, and how many each movie has [movies].

    own: how many movies decide the width; of those after them, values beyond it are left out.
    """
    known = [[vocabulary[value] for value in bag if value in vocabulary] for bag in bags]
    width = max([1, *map(len, known[:own])])
    known[own:] = [codes[:width] for codes in known[own:]]
    lengths = np.array([len(codes) for codes in known], np.int32)
    slots = np.full((len(known), width), -1, np.int32)
    for row, codes in enumerate(known):
        slots[row, : len(codes)] = codes
    return slots, lengths


def _assemble(
    fields: list[Field], columns: list[tuple[Ints, Ints]], of_users: list[Field]
) -> Features:
    values, weights, slot_fields = [], [], []
    first = fields[0].size
    for number, (slots, lengths) in enumerate(columns, start=1):
        filled = slots >= 0
        values.append(np.where(filled, slots + first, 0))
        weights.append(filled / np.sqrt(np.maximum(lengths, 1))[:, None])
        slot_fields += [number] * slots.shape[1]
        first += fields[number].size
    return Features(
        fields=(*fields, *of_users),
        values=torch.from_numpy(np.hstack(values)).long(),
        weights=torch.from_numpy(np.hstack(weights)).float(),
        slot_fields=torch.tensor(slot_fields),
    )
