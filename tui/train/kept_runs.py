"""The runs that a profile remembers, as text, so that their table is there after a restart."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.background.saving import Saving
from tui.state.run_log import Curves, Plan, Run

if TYPE_CHECKING:
    from engine.profile.person import Profile

REMEMBERED = "runs"
MOST_RUNS = 20
MOST_POINTS = 60  # of a curve; a chart has few more columns
DIGITS = 3

Points = list[tuple[float, float]]


def as_text(runs: Sequence[Run]) -> str:
    """The newest runs as JSON, their curves with fewer points."""
    return json.dumps([_thinned(asdict(run)) for run in runs[-MOST_RUNS:]])


def read_runs(text: str | None) -> list[Run]:
    """The runs in a text; none where it was not written by as_text."""
    try:
        return [_run(each) for each in json.loads(text or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def recalled(profile: "Profile | None") -> list[Run]:
    """The runs that a profile remembers; raises ProfileError."""
    return read_runs(profile.memory.recall(REMEMBERED)) if profile else []


def remember(saving: Saving, profile: "Profile | None", runs: Sequence[Run]) -> None:
    """Save the runs with the profile, when their turn comes."""
    if profile is not None:
        keep = partial(profile.memory.remember, REMEMBERED, as_text(runs))
        saving.save("The table of runs", keep)


def _thinned(run: dict[str, Any]) -> dict[str, Any]:
    curves = run["curves"]
    return {**run, "curves": {**curves, **{name: _few(curves[name]) for name in _BOTH}}}


_BOTH = ("train", "validation")


def _few(points: Points) -> Points:
    step = max(1, math.ceil(len(points) / MOST_POINTS))
    # The last point is the one that the table tells of.
    kept = points[::-1][::step][::-1]
    return [(round(x, DIGITS), round(y, DIGITS)) for x, y in kept]


def _run(found: dict[str, Any]) -> Run:
    curves = found["curves"]
    points = {name: [(float(x), float(y)) for x, y in curves[name]] for name in _BOTH}
    return Run(
        **{
            **found,
            "plan": Plan(**found["plan"]),
            "curves": Curves(str(curves["name"]), int(curves["epochs"]), **points),
        }
    )
