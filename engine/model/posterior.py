"""The posterior of a factorization, by Gibbs sampling, and its mean as tables of a model.

stars = mean + weight of the user + weight of the movie + user . movie + noise. A user's vector is
near what the movies that they rated say, a movie's near what its facts say (see half.py), and each
user's noise is their own. A mean over the posterior errs less than any one factorization, and errs
elsewhere than members that were trained.
"""

import math

import torch
from torch import Tensor
from torch.nn.functional import pad

from engine.model.architectures.mean_model import Factors
from engine.model.examples import Examples
from engine.model.features import Features
from engine.model.group import Group
from engine.model.half import Facts, Half
from engine.model.settings import POSTERIOR_WIDTH, Settings

WIDTH = 24
FIRST_SPREAD = 0.1
SETTLING = 5  # one of so many sweeps comes before the first sample
MOST = 2**26  # numbers in the table of products, a quarter of a gigabyte
OWN_NOISE = 4.0  # how alike the users' noises are: the shape of a Gamma prior of their inverses


class Posterior:
    """A chain of samples; equal seeds and examples give equal ones."""

    def __init__(self, features: Features, examples: Examples, settings: Settings) -> None:
        """Start the chain. settings.sweeps: how many sweeps there will be in all."""
        self._unsettled = settings.sweeps // SETTLING
        self.samples = 0
        self._features = features
        self._generator = torch.Generator().manual_seed(settings.seed)
        # Those without a rating would only add noise.
        self._raters, self._users = torch.unique(examples.users.long().cpu(), return_inverse=True)
        self._rated, self._movies = torch.unique(examples.movies.long().cpu(), return_inverse=True)
        stars = examples.stars.cpu()
        self._middle = float(stars.mean())
        self._stars = stars - self._middle
        self.users = self._half(self._users, self._movies, _histories(self._users, self._movies))
        self.movies = self._half(self._movies, self._users, _facts(features, self._rated))
        users, rows = len(self._raters), len(self._rated) + len(self.movies.of_facts) - 1
        self.precisions = torch.ones(users)
        self._products = torch.zeros(users, rows)
        self._bias, self._of_users, self._of_rows = 0.0, torch.zeros(users), torch.zeros(rows)

    def _half(self, rows: Tensor, others: Tensor, facts: Facts) -> Half:
        half = Half(rows, others, facts, WIDTH + 1, self._generator)
        start = torch.randn(len(half.vectors), WIDTH, generator=self._generator)
        half.vectors[:, :-1] = FIRST_SPREAD * start
        return half

    def sweep(self) -> None:
        """Draw everything anew, and count it as a sample if the chain has settled."""
        precisions = self.precisions[self._users]
        of_users = self.users.vectors[:, -1][self._users]
        self.movies.sweep(_beside(self.users), self._stars - of_users, precisions)
        of_movies = self.movies.vectors[:, -1][self._movies]
        self.users.sweep(_beside(self.movies), self._stars - of_movies, precisions)
        self._draw_noise(self._stars - self.scores())
        if self._unsettled > 0:
            self._unsettled -= 1
        else:
            self._count()

    def scores(self) -> Tensor:
        """What the present sample adds to the mean of the ratings, [ratings]."""
        users, movies = self.users.vectors[self._users], self.movies.vectors[self._movies]
        return (users[:, :-1] * movies[:, :-1]).sum(1) + users[:, -1] + movies[:, -1]

    def mean(self) -> Factors | None:
        """The mean of the samples so far; None if there are none.

        A movie's own row has what its facts do not say.
        """
        if not self.samples:
            return None
        features, movies = self._features, len(self._rated)
        users, rows = (each / math.sqrt(self.samples) for each in _factors(self._products, movies))
        of_users = torch.cat([self._of_users[:, None] / self.samples, users], 1)
        of_rows = torch.cat([self._of_rows[:, None] / self.samples, rows], 1)
        facts = torch.cat([of_rows[movies:], of_rows.new_zeros(1, of_rows.shape[1])])
        of_rows[:movies] -= self.movies.facts.of_rows @ facts
        all_users = of_users.new_zeros(features.fields[0].size, of_users.shape[1])
        all_users[self._raters] = of_users
        values = of_rows.new_zeros(features.own_movies + len(facts) - 1, of_rows.shape[1])
        values[self._rated] = of_rows[:movies]
        values[features.own_movies :] = of_rows[movies:]
        return Factors(
            self._middle + self._bias / self.samples,
            all_users[:, 0],
            all_users[:, 1:],
            values[:, 0],
            values[:, 1:],
        )

    def _count(self) -> None:
        """Add the present sample to the sums; what all movies share becomes the users' own."""
        self.samples += 1
        users, facts = self.users.vectors, self.movies.of_facts
        shared = facts[-1]
        rows = torch.cat([self.movies.vectors - shared, facts[:-1]])
        self._bias += float(shared[-1])
        self._of_users += users[:, -1] + users[:, :-1] @ shared[:-1]
        self._of_rows += rows[:, -1]
        self._products.addmm_(users[:, :-1], rows[:, :-1].T)

    def _draw_noise(self, errors: Tensor) -> None:
        counts = torch.bincount(self._users, minlength=len(self.precisions))
        squares = torch.zeros(len(counts)).index_add_(0, self._users, errors.square())
        shapes = OWN_NOISE + counts / 2
        drawn = torch._standard_gamma(shapes, generator=self._generator)
        self.precisions = drawn / (OWN_NOISE / self.precisions.mean() + squares / 2)


def posterior_of(
    features: Features, examples: Examples, settings: Settings, group: Group
) -> Posterior | None:
    """The posterior that settings ask for.

    None where that is none, and where the ratings are shared among processes or are of so many
    users and movies that the chain would need too much memory.
    """
    if not settings.sweeps or group.size > 1:
        return None
    if len(torch.unique(examples.users)) * features.size > MOST:
        return None
    return Posterior(features, examples, settings)


def _factors(products: Tensor, movies: int) -> tuple[Tensor, Tensor]:
    """Tables [users, POSTERIOR_WIDTH] and [rows, POSTERIOR_WIDTH] whose product is near products.

    movies: how many of the rows, the first, decide what is near. Columns beyond the rank are 0.
    Halko, Martinsson, Tropp, Finding Structure with Randomness, SIAM Review 2011.
    """
    most = min(len(products), movies)
    basis, sizes, _ = torch.svd_lowrank(products[:, :movies], min(POSTERIOR_WIDTH + 8, most), 3)
    kept = int((sizes[:POSTERIOR_WIDTH] > 1e-4 * sizes[0]).sum())
    basis, roots = basis[:, :kept], sizes[:kept].sqrt()
    rest = (0, POSTERIOR_WIDTH - kept)
    return pad(basis * roots, rest), pad(products.T @ basis / roots, rest)


def _beside(half: Half) -> Tensor:
    """What the other half's vectors are multiplied with; their last number is a weight in stars."""
    return torch.cat([half.vectors[:, :-1], torch.ones(len(half.vectors), 1)], 1)


def _facts(features: Features, movies: Tensor) -> Facts:
    """The facts of some movies in the features' order, and last one that all share."""
    slots = features.slot_fields > features.place_of("movie")
    first = features.first_of("movie") + features.own_movies
    rows, columns = (weights := features.weights[movies][:, slots]).nonzero(as_tuple=True)
    values = features.values[movies][:, slots][rows, columns] - first
    kinds = list(range(2, int(features.slot_fields.max()) + 1))
    sizes = torch.tensor([features.fields[each].size for each in kinds], dtype=torch.long)
    of_kinds = torch.arange(len(kinds)).repeat_interleave(sizes)
    return _with_shared(rows, values, weights[rows, columns], of_kinds, len(movies))


def _histories(users: Tensor, movies: Tensor) -> Facts:
    """The movies that each user rated, as their facts, and last one that all users share."""
    counts = torch.bincount(users)
    of_kinds = torch.zeros(int(movies.max()) + 1, dtype=torch.long)
    return _with_shared(users, movies, counts[users].rsqrt(), of_kinds, len(counts))


def _with_shared(rows: Tensor, facts: Tensor, weights: Tensor, kinds: Tensor, count: int) -> Facts:
    last = int(kinds.max()) + 1 if len(kinds) else 0
    return Facts.of(
        torch.cat([rows, torch.arange(count)]),
        torch.cat([facts, torch.full((count,), len(kinds))]),
        torch.cat([weights, torch.ones(count)]),
        torch.cat([kinds, torch.tensor([last])]),
        count,
    )
