"""FactsApp: the app's way from the palette to Wikidata and back to what is known of a movie."""

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from tui import workers
from tui.dataset_app import DatasetApp
from tui.jobs import Jobs
from tui.learns_from import extras
from tui.messages import FactsFailed, FactsFetched, FactsProgressed
from tui.state import Change
from tui.training_control import TrainingControl

BAR_WIDTH = 20


class FactsApp(DatasetApp):
    """Starts and stops the one fetch of facts there can be at a time."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self._facts: TrainingControl | None = None

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer to fetch, or to stop that."""
        yield from super().get_system_commands(screen)
        if self._facts is None:
            yield SystemCommand(
                "Fetch movie facts from Wikidata",
                "Some minutes; sends the movies' IMDb and TMDB ids, nothing of you",
                self.action_fetch_facts,
            )
        else:
            yield SystemCommand(
                "Stop fetching movie facts",
                "What has come is kept; the next time goes on from there",
                self._facts.stop,
            )

    def on_unmount(self) -> None:
        """A fetch in hand ends after the question in hand."""
        if self._facts is not None:
            self._facts.stop()

    def action_fetch_facts(self) -> None:
        """Ask Wikidata about the movies of the data set in use."""
        if self.state.opened is None:
            self.notice(self.state.missing)
        elif self._facts is None:
            self._facts = TrainingControl()
            self.notice("Asking Wikidata", stays=True)
            dataset = self.state.opened.dataset
            self.in_background("facts", workers.fetch_facts, dataset, self._facts.should_stop)

    @on(FactsProgressed)
    def _facts_progressed(self, message: FactsProgressed) -> None:
        share = message.done / message.total
        filled = int(BAR_WIDTH * share)
        bar = "█" * filled + "░" * (BAR_WIDTH - filled)
        self.notice(f"Fetching facts {bar} {share:.0%}", stays=True)

    @on(FactsFetched)
    def _facts_fetched(self, message: FactsFetched) -> None:
        self._facts = None
        trains = ""
        opened = self.state.opened
        if opened is not None and opened.dataset is message.dataset:
            self.state.opened = replace(
                opened, facts=message.facts, facts_trouble="", filters=message.filters
            )
            self.change(Change.TRAINING)
            if "facts" in extras(self.state.opened, self.state.choices):
                trains = ", and t trains with them"
        self.notice(f"The facts are here: Enter shows those of a movie{trains}")

    @on(FactsFailed)
    def _facts_failed(self, message: FactsFailed) -> None:
        self._facts = None
        self.notice("")
        self.complain(message.sentence)
