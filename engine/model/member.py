"""One member of a model in training: its weights, its optimizer, and a step of both."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.model.architectures.field_model import FieldModel
from engine.model.biases import damped_biases
from engine.model.examples import Examples
from engine.model.group import Group
from engine.model.histories import AnyHistories
from engine.model.optimizer import OneCycleAdamW, Rows
from engine.model.settings import Settings


@dataclass(frozen=True, eq=False)
class Member:
    """A model that learns, and what moves its weights.

    hide_movie: the share of examples whose movie is known only by its facts.
    """

    model: FieldModel
    optimizer: OneCycleAdamW
    group: Group
    hide_movie: float

    def step(
        self, examples: Examples, rows: Tensor, histories: AnyHistories | None, weight: float
    ) -> float:
        """Learn from some rows of the examples; the mean squared error before that.

        weight: of these rows among those of all processes. Collective.
        """
        self.model.train()
        part = examples.at(rows)
        hidden = torch.rand(len(part), device=part.stars.device) < self.hide_movie
        past = histories.of(part.users, own=rows) if histories else None
        predicted = self.model(part.users, part.movies, past, hidden, part.sessions)
        loss = functional.mse_loss(predicted, part.stars)
        self.model.zero_grad()
        (loss * weight).backward()  # type: ignore[no-untyped-call]
        self.group.add_gradients(self.model)
        self.optimizer.step()
        return loss.item()


def members_of(
    model: FieldModel, settings: Settings, examples: Examples, group: Group, steps: int
) -> list[Member]:
    """The members of an untrained model, with the biases that they start from.

    A single member without a posterior is the model itself. steps: those that training takes.
    Collective.
    """
    models = [model]
    if settings.members > 1 or settings.sweeps:
        own = (settings.of_member(number) for number in range(settings.members))
        models = [type(model)(model.features, each).to(model.bias.device) for each in own]
    start = _biases(model, examples, group)
    for each in models:
        with torch.no_grad():
            each.bias.fill_(start[0])
            each.first_order.weight[: len(start) - 1, 0] = start[1:]
        group.start_alike(each)
    hide = settings.hide_movie
    return [Member(each, _optimizer(each, settings, steps), group, hide) for each in models]


def _biases(model: FieldModel, examples: Examples, group: Group) -> Tensor:
    """The mean, and the biases of users and movies, of the training examples of all processes."""
    users, movies = examples.users.cpu().numpy(), examples.movies.cpu().numpy()
    sizes = int(model.values[0, 0]), model.features.own_movies  # the field user comes first
    stars = examples.stars.cpu().numpy()
    mean, user_bias, movie_bias = damped_biases(users, movies, stars, sizes, group.summed)
    start = np.concatenate([[mean], user_bias, movie_bias]).astype(np.float32)
    return torch.from_numpy(start).to(model.bias.device)


def _optimizer(model: FieldModel, settings: Settings, steps: int) -> OneCycleAdamW:
    """An optimizer with the model's own decays, and none for the rest."""
    groups = model.decays(settings)
    own = {id(each.parameter) for group, _ in groups for each in group}
    rest = [Rows(each) for each in model.parameters() if id(each) not in own]
    return OneCycleAdamW([*groups, (rest, 0.0)], settings.learning_rate, steps)
