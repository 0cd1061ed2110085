"""MovieFacts: fetches facts about the movies from Wikidata when the palette asks for it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.background.control import JobControl
from tui.background.progress import Done, throttled
from tui.base.part import Command, Context, Part
from tui.state.current import Change
from tui.train.training_inputs import optional_inputs

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.facts.movie_facts import Facts
    from engine.recommend.filters import Filters

BAR_WIDTH = 20
FETCH = Command(
    "Fetch movie facts from Wikidata",
    "Some minutes; sends the movies' IMDb and TMDB ids, nothing about you",
    "fetch",
)
STOP = Command(
    "Stop fetching movie facts", "Facts so far are kept; the next fetch continues there", "close"
)


class MovieFacts(Part):
    """Starts and stops a fetch of facts, one at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._fetch: JobControl | None = None

    def commands(self) -> Iterable[Command]:
        """Offer to fetch facts, or to stop fetching."""
        return (FETCH if self._fetch is None else STOP,)

    def close(self) -> None:
        """Stop a running fetch after its current query."""
        if self._fetch is not None:
            self._fetch.stop()

    def fetch(self) -> None:
        """Ask Wikidata about the movies of the data set in use."""
        if self.state.opened is None:
            self.ui.notice(self.state.missing)
        elif self._fetch is None:
            self._begin(self.state.opened.dataset)

    def _begin(self, dataset: "Dataset") -> None:
        self._fetch = control = JobControl()
        engine = self.engine

        def ask(tell: Callable[[Done], object]) -> "tuple[Facts, Filters]":
            from engine.recommend.filters import Filters

            facts = engine.fetch_facts(dataset, throttled(tell), control.should_stop)
            return facts, Filters(dataset, facts)

        self.ui.notice("Asking Wikidata", stays=True)
        self.background.run(
            "fetching facts",
            ask,
            lambda found: self._fetched(dataset, *found),
            told=self._fetching,
            failed=self._not_fetched,
        )

    def _fetching(self, done: Done) -> None:
        share = done[0] / done[1]
        filled = int(BAR_WIDTH * share)
        bar = "█" * filled + "░" * (BAR_WIDTH - filled)
        self.ui.notice(f"Fetching facts {bar} {share:.0%}", stays=True)

    def _fetched(self, dataset: "Dataset", facts: "Facts", filters: "Filters") -> None:
        self._fetch = None
        trains = ""
        opened = self.state.opened
        if opened is not None and opened.dataset is dataset:  # else the next start reads them
            opened = replace(opened, facts=facts, facts_trouble="", filters=filters)
            self.state.opened = opened
            self.state.publish(Change.TRAINING)
            if "facts" in optional_inputs(opened, self.state.choices):
                trains = ", t trains with them"
        self.ui.notice(f"Facts fetched: Enter shows a movie's facts{trains}")

    def _not_fetched(self, sentence: str) -> None:
        self._fetch = None
        self.ui.notice("")
        self.ui.complain(sentence)
