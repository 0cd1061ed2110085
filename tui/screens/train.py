"""Train: start the model, watch it learn, pause and stop it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.validation import Integer
from textual.widgets import Button, DataTable, Input, Label, ProgressBar, Static

from engine.training_settings import Settings
from tui.screens.place import Place
from tui.state import Change
from tui.training_log import ACTIVE, Phase, Run, TrainingLog
from tui.widgets.loss_chart import LossChart


class TrainScreen(Place):
    """Model, settings and buttons above; progress, curves and the last runs below."""

    NAME: ClassVar[str] = "train"
    HELP_TEXT: ClassVar[str] = """\
**t** or **Start** trains a DeepFM on the data set's ratings and yours together; **p** pauses and
goes on, **s** stops and keeps the best epoch so far. It takes some seconds, and the other
places stay usable meanwhile.

The chart shows the mean squared error in stars: on the ratings being learned (line) and on a
part held back (diamonds). Under the line at 0.8 the model is worth using; guessing the mean
gives about 1.1. Training ends early when the held-back part stops improving.
"""
    AUTO_FOCUS = "#panel"

    def compose_place(self) -> ComposeResult:
        """The panel holds every widget, so that its keys work wherever the focus is."""
        with TrainingPanel(id="panel"):
            with Horizontal(id="controls"):
                yield Label("DeepFM", id="model")
                yield Label("Epochs")
                yield _number_box("epochs", self.state.choices.epochs, Integer(1, 100), 3)
                yield Label("Seed")
                yield _number_box("seed", self.state.choices.seed, Integer(0, 999_999), 6)
                yield Button(
                    "Start", id="start", compact=True, variant="primary", action="app.train"
                )
                yield Button("Pause", id="pause", compact=True, action="app.pause_training")
                yield Button("Stop", id="stop", compact=True, action="app.stop_training")
            with Horizontal(id="progress"):
                yield ProgressBar(total=1.0, show_percentage=False, show_eta=False, id="bar")
                yield Static(id="pace", markup=False)
            yield LossChart()
            yield DataTable(id="runs", show_cursor=False, zebra_stripes=True)

    def on_mount(self) -> None:
        """Show what there is already."""
        super().on_mount()
        self._runs_shown = -1
        self.call_after_refresh(self.follow, Change.TRAINING)

    def follow(self, change: Change) -> None:
        """Draw the run in hand."""
        if change is not Change.TRAINING:
            return
        log = self.state.log
        active = log.phase in ACTIVE
        if active and log.started is None:
            self._show_choices()
        self.query_one("#bar", ProgressBar).update(progress=log.progress)
        self.query_one("#pace", Static).update(pace_text(log), layout=False)
        self.query_one("#start", Button).disabled = active
        pause = self.query_one("#pause", Button)
        pause.disabled = log.phase not in (Phase.RUNNING, Phase.PAUSED)
        pause.label = "Resume" if log.phase is Phase.PAUSED else "Pause"
        self.query_one("#stop", Button).disabled = log.phase not in (Phase.RUNNING, Phase.PAUSED)
        self.query_one(LossChart).draw(log.train_points, log.validation_points, log.epochs)
        if self._runs_shown != len(log.runs):
            self._show_runs(log.runs)

    @on(Input.Changed)
    def _typed(self) -> None:
        """Keep what is typed as soon as it makes sense."""
        boxes = self.query_one("#epochs", Input), self.query_one("#seed", Input)
        if all(box.is_valid for box in boxes):
            epochs, seed = (int(box.value) for box in boxes)
            self.state.choices = Settings(epochs=epochs, seed=seed)

    @on(Input.Submitted)
    def _settled(self) -> None:
        self._show_choices()
        self.query_one(TrainingPanel).focus()

    def _show_choices(self) -> None:
        self.query_one("#epochs", Input).value = str(self.state.choices.epochs)
        self.query_one("#seed", Input).value = str(self.state.choices.seed)

    def _show_runs(self, runs: list[Run]) -> None:
        table: DataTable[str] = self.query_one("#runs", DataTable)
        table.clear(columns=True)
        table.add_columns("Run", "Ended", "Best epoch", "Train MSE", "Validation MSE", "Seconds")
        for run in reversed(runs):
            table.add_row(
                str(run.number),
                run.ended,
                str(run.epoch),
                f"{run.train_mse:.3f}",
                f"{run.validation_mse:.3f}",
                f"{run.seconds:.1f}",
            )
        self._runs_shown = len(runs)


class TrainingPanel(Vertical, can_focus=True):
    """Holds the keys of training: the focus rests here, away from the boxes that take typing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "app.train", "Start", id="train"),
        Binding("p", "app.pause_training", "Pause, go on", id="pause"),
        Binding("s", "app.stop_training", "Stop", id="stop"),
        Binding("q", "app.quit", "Quit", show=False, id="quit-train"),
    ]


def _number_box(name: str, value: int, bounds: Integer, digits: int) -> Input:
    return Input(
        str(value),
        id=name,
        compact=True,
        type="integer",
        max_length=digits,
        validators=[bounds],
    )


def pace_text(log: TrainingLog) -> str:
    """The run in hand in one line: epoch, errors, speed and time left."""
    if log.phase is Phase.FAILED:
        return log.trouble
    if log.last is None:
        return "Preparing the features" if log.phase is Phase.RUNNING else "Press t to train"
    parts = [f"epoch {log.last.epoch}/{log.epochs}", f"train {log.last.train_mse:.3f}"]
    if log.validation_points:
        parts.append(f"validation {log.validation_points[-1][1]:.3f}")
    if log.phase is Phase.RUNNING:
        parts.append(f"{log.last.samples_per_second / 1000:,.0f}k/s")
        parts.append(f"{log.last.seconds_left:.0f} s left")
    else:
        parts.insert(0, log.phase.value)
    return " · ".join(parts)
