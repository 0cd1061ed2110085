"""torchrun --nproc-per-node 2 -m bench.sharded FOLDER: an MF whose tables are sharded by TorchRec.

The stage after data parallelism (docs/scale.md): each table lives in one process, which gets the
ids that others ask for and their gradients. It shows that the stage works where there is no GPU, on
ratings that are shared out by user as in training. docs/scale.md says what to install.
"""

from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn
from torchrec import EmbeddingBagCollection, EmbeddingBagConfig, KeyedJaggedTensor
from torchrec.distributed import DistributedModelParallel
from torchrec.distributed.embeddingbag import EmbeddingBagCollectionSharder
from torchrec.distributed.planner import EmbeddingShardingPlanner, Topology
from torchrec.optim import RowWiseAdagrad
from torchrec.optim.apply_optimizer_in_backward import apply_optimizer_in_backward

from engine.catalogue.dataset import Dataset, Ints
from engine.catalogue.movielens import read_dataset
from engine.model.biases import damped_biases
from engine.model.distributed import joined
from engine.model.group import Group

WIDTH, BATCH, EPOCHS, SPREAD = 16, 512, 6, 0.1
RATE, DECAY = 0.1, 0.1
HELD_OUT = 20  # one of so many ratings; no test part is read
FIELDS = ("user", "movie")


class Pairs(nn.Module):
    """The dot product of user and movie: what MF adds to the biases."""

    def __init__(self, users: int, movies: int) -> None:
        super().__init__()
        configs = [
            EmbeddingBagConfig(
                name=name,
                embedding_dim=WIDTH,
                num_embeddings=count,
                feature_names=[name],
                init_fn=lambda table: nn.init.normal_(table, std=SPREAD),
            )
            for name, count in zip(FIELDS, (users, movies), strict=True)
        ]
        self.tables = EmbeddingBagCollection(tables=configs, device=torch.device("meta"))

    def forward(self, asked: KeyedJaggedTensor) -> tuple[Tensor, Tensor]:
        """Stars beside the biases, and the squared length of the vectors, both [batch]."""
        found = self.tables(asked)
        user, movie = found["user"], found["movie"]
        return (user * movie).sum(1), (user.square() + movie.square()).sum(1)


def sharded(model: Pairs) -> DistributedModelParallel:
    """The model with each table in the process that a plan gives it to. Collective."""
    # The optimizer belongs to the tables: the process that has a row moves it. On a CPU there is
    # no Adam for them; this keeps one number a row.
    apply_optimizer_in_backward(RowWiseAdagrad, model.parameters(), {"lr": RATE})
    sharders, topology = [EmbeddingBagCollectionSharder()], Topology(dist.get_world_size(), "cpu")
    planner = EmbeddingShardingPlanner(topology=topology)
    plan = planner.collective_plan(model, sharders, dist.group.WORLD)
    if dist.get_rank() == 0:
        click.echo(str(plan))
    return DistributedModelParallel(model, device=torch.device("cpu"), plan=plan, sharders=sharders)


def asked_for(dataset: Dataset, rows: Ints) -> KeyedJaggedTensor:
    """The users and movies of some ratings."""
    ids = np.concatenate([dataset.users[rows], dataset.movies[rows]]).astype(np.int64)
    ones = torch.ones(len(ids), dtype=torch.int32)
    return KeyedJaggedTensor.from_lengths_sync([*FIELDS], torch.from_numpy(ids), ones)


def run(dataset: Dataset, group: Group) -> Iterator[tuple[int, float]]:
    """Yield the MSE of the ratings held out, by the biases alone and after each epoch."""
    draws = np.random.default_rng(1)
    held_out = draws.random(len(dataset.stars)) < 1 / HELD_OUT
    training, tested = (
        group.share(dataset.users, np.flatnonzero(part).astype(np.int32))
        for part in (~held_out, held_out)
    )
    assert training is not None
    assert tested is not None
    left = _left_by_biases(dataset, np.flatnonzero(~held_out))
    torch.manual_seed(1)
    model = sharded(Pairs(len(dataset.user_ids), len(dataset.movie_ids)))
    steps = min(group.counts(len(training))) // BATCH
    yield 0, group.mean(float(np.square(left[tested]).mean()), len(tested))
    for epoch in range(1, EPOCHS + 1):
        order = draws.permutation(training)
        for step in range(steps):
            rows = order[step * BATCH : (step + 1) * BATCH]
            stars, lengths = model(asked_for(dataset, rows))
            wrong = (stars - torch.from_numpy(left[rows])).square()
            (wrong + DECAY * lengths).mean().backward()
        with torch.no_grad():
            stars, _ = model(asked_for(dataset, tested))
        mse = (stars - torch.from_numpy(left[tested])).square().mean().item()
        yield epoch, group.mean(mse, len(tested))


def _left_by_biases(dataset: Dataset, rows: np.ndarray) -> np.ndarray:
    """What the biases of these ratings leave of all, [ratings]."""
    users, movies, stars = dataset.users, dataset.movies, dataset.stars
    sizes = len(dataset.user_ids), len(dataset.movie_ids)
    mean, of_user, of_movie = damped_biases(users[rows], movies[rows], stars[rows], sizes)
    left: np.ndarray = (stars - mean - of_user[users] - of_movie[movies]).astype(np.float32)
    return left


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Train and print the errors."""
    dataset = read_dataset(folder)
    with joined() as group:
        for epoch, mse in run(dataset, group):
            if group.first:
                click.echo(f"epoch {epoch}: MSE {mse:.4f}")


if __name__ == "__main__":
    main()
