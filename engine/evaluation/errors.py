"""The errors of predictions on the test part of a split."""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Split


def measure_errors(
    dataset: Dataset, split: Split, predictions: Floats | None
) -> tuple[float | None, float | None, float | None, float | None]:
    """MSE, RMSE, MAE, and the MSE of cold movies; None if there is nothing to measure.

    predictions: stars, [test], or None. A cold movie has no training rating.
    """
    if predictions is None:
        return None, None, None, None
    errors = predictions - dataset.stars[split.test]
    known = np.bincount(dataset.movies[split.train], minlength=len(dataset.movie_ids)) > 0
    cold = errors[~known[dataset.movies[split.test]]]
    mse = float(np.mean(np.square(errors)))
    mse_cold = float(np.mean(np.square(cold))) if len(cold) else None
    return mse, mse**0.5, float(np.mean(np.abs(errors))), mse_cold
