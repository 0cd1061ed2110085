"""Twin rows: those of one film, of which one stands for all.

A rating of either is one of the film: the ids of the others lead to the one that stands for it. No
list shows the others. What models learn stays as the files have it.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = Sequence[int] | npt.NDArray[np.number]


def twins_of(films: Numbers, years: Numbers, fame: Numbers) -> dict[int, int]:
    """Each row whose film another row has, too, and the row that stands for the film.

    films: an id of each row's film, 0 if unknown. Ids of TMDB's series are mistaken for those of
    films now and then: rows whose years are more than one apart are of two films.
    """
    ids = np.asarray(films, np.int64)
    once, counts = np.unique(ids[ids > 0], return_counts=True)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(ids, once[counts > 1])).tolist():
        rows[int(ids[row])].append(row)
    ordered = (sorted(same, key=lambda row: -fame[row]) for same in rows.values())
    return {
        twin: kept
        for kept, *twins in ordered
        for twin in twins
        if abs(int(years[twin]) - int(years[kept])) <= 1
    }
