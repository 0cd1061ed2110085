"""A training run in words: how far it is, and how good the model is."""

import math

from engine.model.settings import MODELS
from tui.state.run_log import Phase, TrainingLog
from tui.train.loss_chart import GOAL


def in_stars(log: TrainingLog, model: str) -> str:
    """How far predictions are from ratings in the best epoch, in stars; before, what a model is."""
    if not log.curves.validation:
        return MODELS[model].about
    miss = math.sqrt(min(mse for _, mse in log.curves.validation))
    return f"Typical miss {miss:.2f} stars ({math.sqrt(GOAL):.2f} is the coursework's goal)"


def pace_text(log: TrainingLog) -> str:
    """The current run in one line: epoch, errors, time left and speed."""
    if log.phase is Phase.FAILED:
        return log.trouble
    if log.last is None:
        return "Preparing the features" if log.phase is Phase.RUNNING else "Press t to train"
    parts = [f"epoch {log.last.epoch}/{log.curves.epochs}", f"train {log.last.train_mse:.3f}"]
    if log.curves.validation:
        parts.append(f"validation {log.curves.validation[-1][1]:.3f}")
    if log.phase is Phase.RUNNING:
        parts.append(f"{log.last.seconds_left:.0f} s left")
        parts.append(f"{log.last.samples_per_second / 1000:,.0f}k/s")
    else:
        parts.insert(0, log.phase.value)
    parts.insert(0, log.plan.model)
    return " · ".join(parts)
