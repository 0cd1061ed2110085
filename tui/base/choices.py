"""Choices that a key steps through."""

from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def step(choices: Sequence[Choice], current: Choice, by: int = 1) -> Choice:
    """The choice so many places further; the first comes after the last.

    Where the current one is not among them, it counts as the first.
    """
    place = choices.index(current) if current in choices else 0
    return choices[(place + by) % len(choices)]
