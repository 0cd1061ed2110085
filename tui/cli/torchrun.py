"""The verb train under torchrun: its processes train one model, and only the first one prints."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.model.settings import Settings


@contextmanager
def in_group() -> Iterator[bool]:
    """Join torchrun's processes, if there are any; yields whether this is the one that prints.

    Raises GroupError if the other processes are not found, or if one of them is lost.
    """
    from engine.model.distributed import joined

    with joined() as group:
        yield group.first


def help_train(
    settings: Settings, test: float | None, facts: str | None, dataset: str | None
) -> None:
    """Train on this process's share of the ratings, without output and without a profile.

    Raises DatasetError, FactsError and GroupError.
    """
    from engine.catalogue.sources import open_alone
    from engine.facts.finding import find
    from engine.model.device import leave_a_core
    from engine.recommend.personal_model import train_model, train_on_split
    from engine.recommend.rated import rated_in

    leave_a_core()
    opened = open_alone(dataset)
    known = find(opened, facts)
    if test is None:
        for _ in train_model(opened, "", rated_in(opened, []), settings, facts=known):
            pass
    else:
        for _ in train_on_split(opened, 1 - test, settings, known):
            pass
