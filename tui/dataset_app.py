"""DatasetApp: the choice of a data set and of a model, which the settings remember."""

from textual import on

from engine.model.settings import DEFAULTS
from tui import error_log, workers
from tui.jobs import Jobs
from tui.messages import DatasetFailed, DatasetFetched, DatasetOpened, FetchProgressed
from tui.state import Change
from tui.training_app import TrainingApp
from tui.training_control import TrainingControl


class DatasetApp(TrainingApp):
    """Reads data sets and fetches them, and remembers what was chosen."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self._fetch = TrainingControl()
        model = self.settings.text("model")
        if model in DEFAULTS:
            self.state.choose(model)

    def on_unmount(self) -> None:
        """A download in hand ends at its next part."""
        self._fetch.stop()

    def remember(self, name: str, value: str) -> None:
        """Keep a setting for the next start."""
        self.settings.remember(name, value)
        if self.settings.trouble:
            self.complain(self.settings.trouble)

    def action_choose_model(self, name: str) -> None:
        """Train another model the next time."""
        self.state.choose(name)
        self.remember("model", name)
        self.change(Change.TRAINING)

    def action_step_model(self, by: int) -> None:
        """Train a neighbour of the chosen model; after the last comes the first."""
        names = list(DEFAULTS)
        self.action_choose_model(names[(names.index(self.state.choices.model) + by) % len(names)])

    def action_open_dataset(self, choice: str | None) -> None:
        """Read a data set and use it."""
        self.in_background("data set", workers.open_dataset, choice)

    def action_fetch(self, name: str) -> None:
        """Download a data set and use it."""
        self._fetch.stop()
        self._fetch = TrainingControl()
        self.notice(f"Fetching {name}")
        self.in_background("fetch", workers.fetch, name, self._fetch.should_stop)

    @on(DatasetOpened)
    def _dataset_opened(self, message: DatasetOpened) -> None:
        self.state.opened = message.opened
        error_log.opened(message.opened.dataset)
        self.state.dataset_trouble = ""
        if message.choice:
            self.remember("dataset", message.choice)
        for sentence in message.opened.remarks:
            self.complain(sentence)
        self.forget_model()
        self.dataset_changed()

    def dataset_changed(self) -> None:
        """Follow another data set."""
        self.change(Change.DATASET)
        self.warm_up()

    @on(DatasetFailed)
    def _dataset_failed(self, message: DatasetFailed) -> None:
        self.complain(message.sentence)
        if message.choice and self.state.opened is None:
            self.action_open_dataset(None)
        elif self.state.opened is None:
            self.state.dataset_trouble = "no movies could be read"
        self.notice("")

    @on(FetchProgressed)
    def _fetch_progressed(self, message: FetchProgressed) -> None:
        of = f" of {message.total / 1e6:.1f}" if message.total else ""
        self.notice(f"Fetching: {message.done / 1e6:.1f}{of} MB", stays=True)

    @on(DatasetFetched)
    def _dataset_fetched(self, message: DatasetFetched) -> None:
        self.notice(f"{message.name} is here")
        self.action_open_dataset(message.name)
