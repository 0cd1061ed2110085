"""How much of what a person has rated is newer than the data set in use."""

from collections.abc import Mapping

from engine.catalogue.dataset import Dataset
from engine.catalogue.newer import WORTH_FETCHING, lacks_newer, newer_share
from engine.profile.entries import Entry
from engine.profile.in_dataset import ProfileInDataset


def newer_unfetched(
    here: ProfileInDataset, entries: Mapping[int, Entry], dataset: Dataset
) -> float:
    """The share of the rated films that are newer than the data set.

    0 where it is not worth a fetch, and once newer films were fetched. entries: those of the
    profile, by movie id. Raises ProfileError.
    """
    if not lacks_newer(dataset, entries):
        return 0.0
    rated = [entry.movie_id for entry in entries.values() if entry.stars is not None]
    rows = [row for movie_id in rated if (row := dataset.row_of(movie_id)) is not None]
    elsewhere = [about.year for about in here.missing()]
    share = newer_share([*dataset.years[rows].tolist(), *elsewhere], dataset)
    return share if share >= WORTH_FETCHING else 0.0
