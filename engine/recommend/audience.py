"""Somebody for whom a list is made."""

from typing import NamedTuple

from engine.catalogue.dataset import Floats
from engine.recommend.choice.choice import Choice
from engine.recommend.opinions import Opinion
from engine.recommend.rated import Rated


class Person(NamedTuple):
    """Somebody for whom a list is made.

    undoubted: the score of each movie before doubt is taken off, minus infinity for those rated.
    """

    name: str
    rated: Rated
    choice: Choice
    opinion: Opinion
    undoubted: Floats
