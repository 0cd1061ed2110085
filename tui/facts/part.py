"""MovieFacts: fetches facts about the movies from Wikidata when the palette asks for it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tui.background.control import JobControl
from tui.background.engine_calls import Codes, Stop, Tell
from tui.background.progress import Done, throttled
from tui.base.part import Command, Context, Part
from tui.state.current import Change
from tui.train.training_inputs import optional_inputs

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.catalogue.search import TitleSearch
    from engine.facts.movie_facts import Facts
    from engine.recommend.filters import Filters

Found = TypeVar("Found")
BAR_WIDTH = 20
FETCH = Command(
    "Fetch movie facts from Wikidata",
    "Some minutes; sends ids of movies, added ones too, and your system's language",
    "fetch",
)
NEW = Command(
    "Fetch new films from Wikidata",
    "Those since the data set ends, with facts; sends years, nothing of you",
    "fetch_new",
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
        return (FETCH, NEW) if self._fetch is None else (STOP,)

    def close(self) -> None:
        """Stop a running fetch after its current query."""
        if self._fetch is not None:
            self._fetch.stop()

    def fetch(self) -> None:
        """Ask Wikidata about the movies of the data set in use."""
        self._begin("fetching facts", self._ask, lambda asked, found: self._fetched(asked, *found))

    def fetch_new(self) -> None:
        """Ask Wikidata for the films since the data set in use ends."""
        self._begin("fetching new films", self._ask_new, lambda _, n: self._fetched_new(n))

    def _begin(
        self,
        what: str,
        ask: "Callable[[Dataset, Tell, Stop], Found]",
        then: "Callable[[Dataset, Found], None]",
    ) -> None:
        if self.state.opened is None:
            self.ui.notice(self.state.missing)
            return
        if self._fetch is not None:
            return
        self._fetch = control = JobControl()
        dataset = self.state.opened.dataset
        self.ui.notice("Asking Wikidata", stays=True)
        self.background.run(
            what,
            lambda tell: ask(dataset, throttled(tell), control.should_stop),
            lambda found: then(dataset, found),
            told=self._fetching,
            failed=self._not_fetched,
        )

    def _ask(
        self, dataset: "Dataset", tell: Tell, stop: Stop
    ) -> "tuple[Facts, Filters, TitleSearch]":
        from engine.facts.title_search import title_search
        from engine.recommend.filters import Filters

        facts = self.engine.fetch_facts(dataset, tell, stop, self._languages())
        return facts, Filters(dataset, facts), title_search(dataset, facts)

    def _ask_new(self, dataset: "Dataset", tell: Tell, stop: Stop) -> int:
        return self.engine.fetch_new(dataset, tell, stop, self._languages())

    def _languages(self) -> Codes:
        """The languages of titles that the settings file names; raises FactsError."""
        from engine.facts.wikidata_queries import languages_in

        return languages_in(self.ui.settings.text("languages") or "")

    def _fetched_new(self, count: int) -> None:
        self._fetch = None
        films = "1 film is" if count == 1 else f"{count:,} films are"
        # The profiles' part sees them within a second, and puts them in use.
        self.ui.notice(f"{films} new to the catalogue: search them, or see For you")

    def _fetching(self, done: Done) -> None:
        share = done[0] / done[1]
        filled = int(BAR_WIDTH * share)
        bar = "█" * filled + "░" * (BAR_WIDTH - filled)
        self.ui.notice(f"Fetching facts {bar} {share:.0%}", stays=True)

    def _fetched(
        self, dataset: "Dataset", facts: "Facts", filters: "Filters", search: "TitleSearch"
    ) -> None:
        self._fetch = None
        trains = ""
        opened = self.state.opened
        if opened is not None and opened.dataset is dataset:  # else the next start reads them
            opened = replace(opened, facts=facts, facts_trouble="", filters=filters, search=search)
            self.state.opened = opened
            self.state.publish(Change.TRAINING)
            if "facts" in optional_inputs(opened, self.state.choices):
                trains = ", t trains with them"
        self.ui.notice(f"Facts fetched: Enter shows a movie's facts{trains}")

    def _not_fetched(self, sentence: str) -> None:
        self._fetch = None
        self.ui.notice("")
        self.ui.complain(sentence)
