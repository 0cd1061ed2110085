"""Rows of an import that no movie was found for become movies beside the data set's own.

Only films do: what has a title, and a year or an id, and is no series, episode or game. A row for
which a movie is proposed is asked about first.
"""

from collections.abc import Collection
from dataclasses import replace

from engine.catalogue.added_movies import AddedMovie, added_movie, merged, shown
from engine.catalogue.dataset import Dataset
from engine.exchange.plan import Item, Plan, decided
from engine.exchange.precedence import outdoes
from engine.exchange.records import Record
from engine.profile.entries import Entry


def with_additions(plan: Plan, dataset: Dataset, left_out: Collection[int] = ()) -> Plan:
    """The plan with a movie to add for each film that was not found, once for each movie.

    left_out: the places of records that the person does not want to have added.
    Of a movie that was added before, what a record tells beyond is told, too: its ids above all.
    """
    items = [_telling_more(item, dataset) for item in plan.items]
    addable = (place for place, item in enumerate(items) if _is_addable(item))
    places = [place for place in addable if place not in left_out]
    told = {place: _told_by(items[place].record) for place in places}
    movies, ids = merged((), told.values())
    best: dict[int, int] = {}
    for place in places:
        movie_id = ids[told[place].movie_id]
        before = best.setdefault(movie_id, place)
        if outdoes(items[place].record, items[before].record):
            best[movie_id] = place
        items[place] = replace(items[place], kind="outdone")
    for movie_id, place in best.items():
        item = decided(items[place], Entry(movie_id), "newest")
        items[place] = replace(item, kind="added", told=movies[movie_id])
    return Plan(tuple(items))


def _is_addable(item: Item) -> bool:
    record = item.record
    is_named = bool(shown(record.title)) and bool(record.year or record.imdb_id or record.tmdb_id)
    return item.kind == "unmatched" and item.match.guess is None and is_named


def _told_by(record: Record) -> AddedMovie:
    return added_movie(
        record.title,
        record.year,
        record.imdb_id,
        record.tmdb_id,
        genres=record.genres,
        runtime=record.runtime,
        directors=record.directors,
        letterboxd=record.letterboxd,
        imported=True,
    )


def _telling_more(item: Item, dataset: Dataset) -> Item:
    """The item; if it tells more of a movie that was added before, with that."""
    row = item.match.row
    if row is None or row < dataset.own_movies or item.kind in ("series", "unrated"):
        return item
    before = dataset.added[row - dataset.own_movies]
    told = replace(_told_by(item.record), movie_id=before.movie_id)
    after = before.with_more(told)
    return item if after == before or before.is_other_than(told) else replace(item, told=after)
