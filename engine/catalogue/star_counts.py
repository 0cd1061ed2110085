"""How often each movie was given each half star."""

import numpy as np
import numpy.typing as npt

PART = 1 << 20  # ratings that are counted at a time, lest millions take gigabytes


def star_counts(
    movies: npt.NDArray[np.int32], stars: npt.NDArray[np.float32], count: int
) -> npt.NDArray[np.int32]:
    """The number of each movie's ratings at each of the ten half stars, 0.5 first: [count, 10].

    movies, stars: a movie's row and the stars it was given, [ratings].
    """
    cells = np.zeros(11 * count, np.int64)
    for start in range(0, len(stars), PART):
        part = slice(start, start + PART)
        places = 11 * movies[part] + np.rint(stars[part] * 2).astype(np.int32)
        cells += np.bincount(places, minlength=len(cells))
    return cells.reshape(-1, 11)[:, 1:].astype(np.int32)
