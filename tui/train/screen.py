"""Train: choose a model, watch it learn, compare it with earlier runs."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.validation import Integer
from textual.widgets import Button, Input, Label, ProgressBar, Static

from tui.base.place import Place
from tui.state.current import Change
from tui.state.run_log import ACTIVE, Phase
from tui.train.leaderboard import Leaderboard
from tui.train.loss_chart import LossChart
from tui.train.model_choice import ModelChoice
from tui.train.run_in_words import in_stars, pace_text
from tui.train.training_inputs import inputs_in_words
from tui.widgets.item_list import ItemList
from tui.widgets.parts_line import PartsLine

ROOM_FOR_WORDS = 24  # lines


class TrainScreen(Place):
    """Model, settings and buttons above; progress, curves and the runs so far below."""

    NAME: ClassVar[str] = "train"
    HELP_TEXT: ClassVar[str] = """\
**t** or **Start** trains a model on the data set's ratings and yours together. **p** pauses and
resumes, **s** stops and keeps the best epoch so far. Training takes some seconds, and you can use
the other places meanwhile. **m** chooses the next model: MF (matrix factorization) knows only users
and movies, FM combines all that is known about them in pairs, DeepFM and xDeepFM add a network.

The chart shows the mean squared error in squared stars: on the ratings being learned (line), and on
a part held back (diamonds). A model below the line at 0.8 is worth using; guessing the mean gives
about 1.1. A DeepFM is two models that learn in turn: the line is the mean of their errors, and the
diamonds are the error of their mean, which is what predicts. Training may end early when the error
on the held-back part stops falling.

Below the chart are the runs on this data set, the best first. **down** goes there. The chart draws
the run under the cursor as dots and open diamonds, to compare it with the last one.
"""
    AUTO_FOCUS = "#panel"

    def compose_place(self) -> ComposeResult:
        """The panel, which holds every widget, so that its keys work wherever the focus is."""
        with TrainingPanel(id="panel"):
            with Horizontal(id="model"):
                yield Label("Model")
                yield ModelChoice()
                yield Static(id="learns-from", markup=False)
            with Horizontal(id="controls"):
                yield Label("Epochs")
                yield _number_box("epochs", self.state.choices.epochs, Integer(1, 100), 3)
                yield Label("Seed")
                yield _number_box("seed", self.state.choices.seed, Integer(0, 999_999), 6)
                yield Button(
                    "Start",
                    id="start",
                    compact=True,
                    variant="primary",
                    action="app.do('training', 'start')",
                )
                yield Button(
                    "Pause", id="pause", compact=True, action="app.do('training', 'pause')"
                )
                yield Button("Stop", id="stop", compact=True, action="app.do('training', 'stop')")
            with Horizontal(id="progress"):
                yield ProgressBar(total=1.0, show_percentage=False, show_eta=False, id="bar")
                yield PartsLine(id="pace")
            yield Static(id="in-stars", markup=False)
            chart, board = LossChart(), Leaderboard()
            chart.border_title, board.border_title = "Squared error by epoch", "Runs"
            for widget in (chart, board):
                widget.add_class("frame")
                yield widget

    def on_resize(self, event: Resize) -> None:
        """Leave a line to the chart where there are few."""
        self.set_class(event.size.height < ROOM_FOR_WORDS, "-low")

    def on_mount(self) -> None:
        """Show what there is already."""
        self.call_after_refresh(self.follow, Change.TRAINING)

    def follow(self, change: Change) -> None:
        """Draw the choices, the current run and the earlier runs."""
        if change not in (Change.TRAINING, Change.DATASET):
            return
        self._show_model()
        self._show_run()
        self._show_runs()

    def _show_model(self) -> None:
        choice, choices = self.query_one(ModelChoice), self.state.choices
        if choice.chosen != choices.model:
            choice.chosen = choices.model
            self._show_choices()
        opened = self.state.opened
        text = inputs_in_words(opened, choices) if opened else ""
        self.query_one("#learns-from", Static).update(text, layout=False)

    def _show_run(self) -> None:
        log = self.state.log
        active = log.phase in ACTIVE
        if active and log.started is None:
            self._show_choices()
        self.query_one("#bar", ProgressBar).update(progress=log.progress)
        self.query_one("#pace", PartsLine).update(pace_text(log), layout=False)
        told = in_stars(log, self.state.choices.model)
        self.query_one("#in-stars", Static).update(told, layout=False)
        goes_on = log.phase in (Phase.RUNNING, Phase.PAUSED)
        self.query_one("#pause", Button).label = "Resume" if log.phase is Phase.PAUSED else "Pause"
        self._allow("start", not active)
        self._allow("pause", goes_on)
        self._allow("stop", goes_on)

    def _allow(self, name: str, can_be_pressed: bool) -> None:
        button = self.query_one(f"#{name}", Button)
        if button.has_focus and not can_be_pressed:
            self.query_one(TrainingPanel).focus()  # else the next box gets the focus, and the keys
        button.disabled = not can_be_pressed

    def _show_runs(self) -> None:
        data = self.state.opened.dataset.name if self.state.opened else ""
        runs = [run for run in self.state.log.runs if run.plan.dataset == data]
        board = self.query_one(Leaderboard)
        board.display = bool(runs)
        board.rank(runs)
        self._compare()

    @on(ItemList.Highlighted)
    def _compare(self) -> None:
        """Draw the run under the cursor beside the current one, unless they are the same."""
        now, chosen = self.state.log.curves, self.query_one(Leaderboard).current
        other = chosen.curves if chosen and chosen.curves is not now else None
        self.query_one(LossChart).draw(now, other)

    def action_to_runs(self) -> None:
        """Go to the runs that have ended, if there are any."""
        board = self.query_one(Leaderboard)
        if board.display:
            board.focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        """Keep the numbers as soon as both are valid."""
        boxes = self.query_one("#epochs", Input), self.query_one("#seed", Input)
        if all(box.is_valid for box in boxes):
            epochs, seed = (int(box.value) for box in boxes)
            self.state.choices = replace(self.state.choices, epochs=epochs, seed=seed)

    @on(Input.Submitted)
    def _settled(self) -> None:
        self._show_choices()
        self.query_one(TrainingPanel).focus()

    def _show_choices(self) -> None:
        self.query_one("#epochs", Input).value = str(self.state.choices.epochs)
        self.query_one("#seed", Input).value = str(self.state.choices.seed)


class TrainingPanel(Vertical, can_focus=True):
    """Hears the keys of training: the focus is here unless somebody types in a box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "app.do('training', 'start')", "Start", id="train"),
        Binding("m", "app.do('training', 'step_model', 1)", "Model", id="next-model"),
        Binding("p", "app.do('training', 'pause')", "Pause / Resume", id="pause"),
        Binding("s", "app.do('training', 'stop')", "Stop", id="stop"),
        Binding("down,j", "screen.to_runs", "Runs", key_display="↓", id="to-runs"),
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
