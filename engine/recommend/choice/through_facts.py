"""What each rated movie added to another one's score through the facts that both have."""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.choice import Choice, liking


def through_facts(choice: Choice, chosen: Ints, *, with_stars: bool) -> Floats:
    """The part of the chosen movies' facts that each rated one brought, [rated, chosen].

    What a fact adds is shared among the rated movies that have it, by how much they were liked; so
    the parts sum to what the facts add that add anything. Nobody's choices tell of added movies:
    this tells which of the ratings speak for them.
    """
    table, (rows, stars) = choice.model.leanings.table, choice.rated
    of_values = choice.of_values(with_stars=with_stars)
    lines, places = table.lines_of(chosen)
    values, at = np.unique(table.values[lines], return_inverse=True)
    lifts = np.zeros((len(values), len(chosen)), np.float32)
    brought = of_values[table.values[lines]] * table.weights[lines]
    lifts[at, places] = np.maximum(brought + choice.lean.outright[table.values[lines]], 0)
    own_lines, own_places = table.lines_of(rows)
    shared = np.flatnonzero(np.isin(table.values[own_lines], values))
    own_lines, own_places = own_lines[shared], own_places[shared]
    given = np.zeros((len(rows), len(values)), np.float32)
    weights = liking(choice.model.apart(stars))[own_places] * table.weights[own_lines]
    given[own_places, np.searchsorted(values, table.values[own_lines])] = weights
    given /= np.maximum(given.sum(0), 1e-9)
    return np.asarray(given @ lifts, np.float32)
