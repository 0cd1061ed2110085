"""A data set in use, and what is built from it once."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.catalogue.added_store import Stamp
    from engine.catalogue.dataset import Dataset
    from engine.catalogue.search import TitleSearch
    from engine.facts.movie_facts import Facts
    from engine.facts.people import People
    from engine.recommend.choice.model import ChoiceModel
    from engine.recommend.filters import Filters
    from engine.recommend.list_maker import ListMaker
    from engine.recommend.similarity import Similar


@dataclass(frozen=True, eq=False)
class Opened:
    """A data set, the search over its titles, and the facts fetched about its movies.

    filters: what its movies can be filtered by; None until that is worked out.
    facts_trouble: why the facts that were fetched cannot be used. added_stamp: of the added movies
    that are among its own; another one says that some have come or gone.
    """

    dataset: "Dataset"
    search: "TitleSearch"
    facts: "Facts | None" = None
    facts_trouble: str = ""
    filters: "Filters | None" = None
    added_stamp: "Stamp" = None

    @cached_property
    def similar(self) -> "Similar":
        """Which movies are similar; the first use takes some tenths of a second."""
        from engine.recommend.similarity import Similar

        return Similar(self.dataset, self.facts)

    @cached_property
    def people(self) -> "People | None":
        """Who made the movies, and who plays in them; the first use takes some tenths of a second.

        None without facts.
        """
        from engine.facts.people import People

        return (
            People(self.facts, self.dataset.rating_counts, self.dataset.twins)
            if self.facts
            else None
        )

    @cached_property
    def choice(self) -> "ChoiceModel":
        """What people choose; the first use takes some tenths of a second."""
        from engine.recommend.choice.model import ChoiceModel

        return ChoiceModel(self.dataset, self.facts)

    @cached_property
    def first_lists(self) -> "ListMaker":
        """What makes lists while there is no model."""
        from engine.recommend.first_lists import first_lists

        return first_lists(self.dataset, self.facts, self.choice)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences about what could not be used, and what to do about it."""
        return (*self.dataset.remarks, *filter(None, [self.facts_trouble]))
