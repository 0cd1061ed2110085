"""How much each part of a ranking counts, by how many ratings are known.

The numbers in weights.json are fitted by `python -m bench.choice_weights` to users who play
newcomers with 1 to 100 known ratings, and to random splits, so that what they liked among the
hidden ratings comes early. 100 users, drawn by a hash of their ids, never take part in it.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

from engine.catalogue.dataset import Floats
from engine.recommend.choice.fact_table import KINDS

NARROW = tuple(f"{kind}, narrow" for kind in KINDS)
CROWD = ("neighbours", "walk", "pairs")
PARTS = (*CROWD, *KINDS, *NARROW, "later", "count", "mean stars")
WITH_STARS = (*PARTS, "stars", "doubt")
FEWEST, MOST = 1, 300  # known ratings between which weights change


def experience(known: int) -> float:
    """How many ratings are known, as weights depend on it: 0 for 20, 1 for 90, -1 for 4."""
    return float((np.log(np.clip(known, FEWEST, MOST)) - 3.0) / 1.5)


@cache
def weights_for(known: int, *, with_stars: bool) -> Floats:
    """The weights of PARTS, or of WITH_STARS, for a person with so many ratings."""
    level, growth = _table(with_stars)
    weights: Floats = level + growth * np.float32(experience(known))
    weights.setflags(write=False)  # it is kept
    return weights


@cache
def _table(with_stars: bool) -> tuple[Floats, Floats]:
    told = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    names, table = (WITH_STARS, told["with stars"]) if with_stars else (PARTS, told["alone"])
    level, growth = np.array([table[name] for name in names], np.float32).T
    return level, growth
