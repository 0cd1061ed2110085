"""Training on the command line: prints a line for each epoch, and a bar on a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from engine.model.events import BatchFinished, EpochFinished, TrainingFinished, TrainingStarted
from engine.model.settings import MODEL_TITLES, Settings
from engine.profile.entries import Entry
from tui.cli.failures import stopping
from tui.cli.printing import on_terminal
from tui.log import error_log

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.facts.movie_facts import Facts
    from engine.recommend.personal_model import ModelReady

Event = TypeVar("Event")

STOPPED = "Training was stopped. Nothing of it was kept; an earlier model is unchanged."


def train_and_keep(
    dataset: "Dataset",
    profile: str,
    entries: Sequence[Entry],
    settings: Settings,
    console: Console,
    facts: "Facts | None",
) -> "ModelReady":
    """Train with a person's ratings and keep the model; raises CheckpointError, ClickException."""
    with stopping(STOPPED):
        from engine.model.device import leave_a_core
        from engine.recommend.personal_model import ModelReady, train_model
        from engine.recommend.rated import rated_in

        leave_a_core()
        run = train_model(dataset, profile, rated_in(dataset, entries), settings, facts=facts)
        events = _follow(run, settings.model, console)
    ready = [event for event in events if isinstance(event, ModelReady)]
    if not ready:
        raise click.ClickException("Training found no usable model. Try another --seed.")
    return ready[-1]


def train_and_test(
    dataset: "Dataset",
    fraction: float,
    settings: Settings,
    console: Console,
    facts: "Facts | None",
) -> tuple[float, float]:
    """Train on all but a fraction of the ratings; return the MSE on the rest, and the seconds.

    Raises ClickException where the fraction leaves too few ratings on one side.
    """
    training = round(len(dataset.stars) * (1 - fraction))
    if not 2 <= training < len(dataset.stars):
        raise click.ClickException(
            f"--test {fraction:g} leaves {training} of {len(dataset.stars)} ratings to train on. "
            "Choose another fraction or a larger data set."
        )
    with stopping(STOPPED):
        from engine.model.device import leave_a_core
        from engine.recommend.personal_model import HeldOutMeasured, train_on_split

        leave_a_core()
        run = train_on_split(dataset, 1 - fraction, settings, facts)
        events = _follow(run, settings.model, console)
    (measured,) = (event for event in events if isinstance(event, HeldOutMeasured))
    (finished,) = (event for event in events if isinstance(event, TrainingFinished))
    return measured.mse, finished.seconds


def _follow(events: Iterable[Event], model: str, console: Console) -> list[Event]:
    """Show the progress of a run; return its events, except those of single steps."""
    seen = []
    with Progress(
        TextColumn("Training", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %", markup=False),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not on_terminal(console),
    ) as progress:
        task, batches, epochs = progress.add_task(""), 0, 0
        for event in events:
            if isinstance(event, BatchFinished):
                done = (event.epoch - 1) * batches + event.batch
                progress.update(task, total=epochs * batches, completed=done)
                continue
            seen.append(event)
            if isinstance(event, TrainingStarted):
                batches, epochs = event.batches, event.epochs
            elif isinstance(event, EpochFinished):
                console.print(_line(event, epochs), soft_wrap=True)
            elif isinstance(event, TrainingFinished):
                progress.update(task, completed=epochs * batches)
                seen_epochs = sum(isinstance(each, EpochFinished) for each in seen)
                error_log.trained(MODEL_TITLES[model], "finished", seen_epochs, event.seconds)
    return seen


def _line(event: EpochFinished, epochs: int) -> str:
    return (
        f"Epoch {event.epoch} of {epochs}: training MSE {event.train_mse:.4f}, "
        f"validation MSE {event.validation_mse:.4f}"
    )
