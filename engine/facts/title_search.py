"""The search over a data set's titles, and over those that facts add."""

from collections import defaultdict

from engine.catalogue.dataset import Dataset
from engine.catalogue.search import TitleSearch
from engine.facts.movie_facts import Facts


def title_search(dataset: Dataset, facts: Facts | None = None) -> TitleSearch:
    """Index the titles of a data set, with other titles and with series where facts have them."""
    others = facts.other_titles if facts else ()
    series: defaultdict[str, list[int]] = defaultdict(list)
    for row, qids in enumerate(facts.lists.get("series", ()) if facts else ()):
        for qid in qids:
            series[facts.labels.get(qid, "") if facts else ""].append(row)
    titles, counts = dataset.file_titles, dataset.rating_counts
    return TitleSearch(titles, counts, dataset.twins, others, series)
