"""The search over a data set's titles, and over those that facts add."""

from engine.catalogue.dataset import Dataset
from engine.catalogue.search import TitleSearch
from engine.facts.movie_facts import Facts


def title_search(dataset: Dataset, facts: Facts | None = None) -> TitleSearch:
    """Index the titles of a data set, with those in other languages where facts have them."""
    others = facts.other_titles if facts else ()
    return TitleSearch(dataset.file_titles, dataset.rating_counts, dataset.tmdb_ids, others)
