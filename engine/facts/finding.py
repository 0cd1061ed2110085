"""Finds the facts to use: a chosen file, or what was fetched, and those about added movies."""

from engine.catalogue.dataset import Dataset
from engine.facts.added_facts import with_added_facts
from engine.facts.fact_files import find_own
from engine.facts.movie_facts import Facts


def find(dataset: Dataset, choice: str | None = None) -> Facts | None:
    """Read the chosen file of facts; without a choice the fetched one, or None if there is none.

    The choice NO_FACTS gives None. Facts about added movies count where there are others. Raises
    FactsError if a file cannot be used.
    """
    facts = find_own(dataset, choice)
    return with_added_facts(facts, dataset) if facts else None
