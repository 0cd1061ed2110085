"""Carries out the plan of an import: the movies that it adds, and a profile's entries."""

from dataclasses import replace

from engine.catalogue.added_store import add_movies, drop_movies, read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.widened import with_added_movies
from engine.exchange.plan import Plan
from engine.profile.errors import ProfileError
from engine.profile.in_dataset import ProfileInDataset
from engine.profile.person import Profile


def take_in(profile: Profile, dataset: Dataset, plan: Plan) -> int:
    """Put a plan's entries into a profile as one step; return how many changed.

    The movies that the data set lacks come first, so that no entry is of a movie that nobody
    knows. Raises ProfileError, or AddedError; then nothing has changed.
    """
    told, entries = plan.additions, plan.entries
    if not told:
        return ProfileInDataset(profile, dataset).put_all(entries)
    before = read_added().movies
    ids = add_movies(told)
    said = [replace(entry, movie_id=ids.get(entry.movie_id, entry.movie_id)) for entry in entries]
    try:
        return ProfileInDataset(profile, with_added_movies(dataset)).put_all(said)
    except ProfileError:
        drop_movies(set(ids.values()) - set(before))
        raise
