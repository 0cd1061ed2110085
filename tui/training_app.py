"""TrainingApp: the app's way from a key to a training run and from its events to the state."""

from textual import on
from textual.timer import Timer

from engine.files import paths
from engine.model.events import TrainingFinished, TrainingStopped
from engine.model.settings import MODEL_TITLES
from tui import error_log
from tui.jobs import Jobs
from tui.learns_from import extras
from tui.messages import ModelTrained, TrainingEnded, TrainingProgressed
from tui.model_app import ModelApp
from tui.settings import Settings
from tui.state import Change
from tui.training_control import TrainingControl
from tui.training_log import ACTIVE, Phase, Plan

STALE_AFTER = 20  # ratings that a model has not been trained with
QUIET_SECONDS = 5.0
NEVER = "never"


class TrainingApp(ModelApp):
    """Starts, pauses and stops the one training run there can be at a time."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self.settings = Settings(paths.settings_file())
        self.training = TrainingControl()
        self._retraining: Timer | None = None

    def on_unmount(self) -> None:
        """A run in hand ends at its next step."""
        self.training.stop()

    def forget_model(self) -> None:
        """The model, and a run in hand, are those of another profile or data set."""
        self.training.stop()
        self.state.model = self.state.advice = None
        self.state.advice_trouble = ""
        self.change(Change.ADVICE)

    def action_train(self) -> None:
        """Train on the ratings as they are and show how it goes."""
        state = self.state
        if state.missing:
            self.notice(state.missing)
            return
        self.switch_mode("train")
        self._train()

    def advise(self) -> None:
        """Rank anew; and when many ratings are folded in and no more come, train with them."""
        super().advise()
        if self._retraining is not None:
            self._retraining.stop()
        stale = self.state.folded_in >= STALE_AFTER and self.settings.text("retrain") != NEVER
        self._retraining = self.set_timer(QUIET_SECONDS, self._train) if stale else None

    def _train(self) -> None:
        state = self.state
        if state.log.phase in ACTIVE or state.missing:
            return
        assert state.opened is not None
        learned = ", ".join(extras(state.opened, state.choices))
        title, data = MODEL_TITLES[state.choices.model], state.opened.dataset.name
        state.log.begin(Plan(title, learned, data))
        self.training = TrainingControl()
        self.change(Change.TRAINING)
        self.call_after_refresh(self._start_training)

    def _start_training(self) -> None:
        assert self.state.opened is not None
        assert self.state.profile is not None
        from tui import training_worker

        self.in_background(
            "training",
            training_worker.train,
            self.state.opened,
            self.state.profile.name,
            list(self.state.entries.values()),
            self.state.choices,
            self.training,
        )

    def action_pause_training(self) -> None:
        """Pause the run, or go on with it."""
        log = self.state.log
        if log.phase is Phase.RUNNING:
            log.phase = Phase.PAUSED
            self.training.pause()
        elif log.phase is Phase.PAUSED:
            log.phase = Phase.RUNNING
            self.training.resume()
        self.change(Change.TRAINING)

    def action_stop_training(self) -> None:
        """End the run at its next step."""
        if self.state.log.phase in ACTIVE:
            self.state.log.phase = Phase.STOPPING
            self.training.stop()
            self.change(Change.TRAINING)

    @on(TrainingProgressed)
    def _training_progressed(self, message: TrainingProgressed) -> None:
        for event in message.events:
            log = self.state.log
            log.add(event)
            if isinstance(event, TrainingFinished | TrainingStopped):
                epochs = len(log.curves.validation)
                error_log.trained(log.plan.model, log.phase.value, epochs, event.seconds)
        self.change(Change.TRAINING)

    @on(ModelTrained)
    def _model_trained(self, message: ModelTrained) -> None:
        if self.is_for_now(message.model.recommender.dataset, message.profile):
            self.state.model = message.model
            self.advise()

    @on(TrainingEnded)
    def _training_ended(self, message: TrainingEnded) -> None:
        if message.sentence:
            self.complain(message.sentence)
        elif self.state.log.phase is Phase.FINISHED:
            self.notice("The model is trained: F3 shows your recommendations")
        self.change(Change.TRAINING)
