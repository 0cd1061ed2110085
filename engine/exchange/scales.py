"""The scale of ratings that a file does not name: guessed by all of them, and changed by hand."""

from collections.abc import Iterable
from dataclasses import replace

from engine.exchange.cells import stars_of
from engine.exchange.records import Record, original_of

SCALES = (5.0, 10.0, 12.0, 20.0, 100.0, 200.0)
MOST = SCALES[-1]
_USUAL = 100.0
_OF_A_SCALE = 0.1  # the share of ratings beyond 100 that is too large for slips of the keys


def guessed(numbers: Iterable[float]) -> float:
    """The least scale that the numbers fit; 0 where there is no rating to guess by.

    A few beyond 100 are no scale of their own.
    """
    rated = [number for number in numbers if number > 0]
    beyond = sum(number > _USUAL for number in rated)
    most = max(rated, default=0.0)
    if beyond < _OF_A_SCALE * len(rated):
        most = min(most, _USUAL)
    return next((scale for scale in SCALES if most <= scale), MOST) if rated else 0.0


def next_scale(scale: float, guess: float) -> float:
    """The scale after one, of those that the ratings fit by which another was guessed."""
    possible = [each for each in SCALES if each >= guess]
    return possible[(possible.index(scale) + 1) % len(possible)]


def rescaled(records: Iterable[Record], scale: float) -> list[Record]:
    """The records, where ratings of a guessed scale are read on another one, not below it."""
    return [_rescaled(record, scale) for record in records]


def _rescaled(record: Record, scale: float) -> Record:
    guess = record.guessed_scale
    if record.stars is None or guess in (0, scale):
        return record
    cell = record.original.removesuffix(f"/{guess:g}")
    stars, original = stars_of(cell, scale), original_of(cell, scale)
    return replace(record, stars=stars, original=original, guessed_scale=scale)
