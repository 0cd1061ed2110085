"""Training: one run at a time, and the choice of the model to train."""

from textual.timer import Timer

from engine.model.events import TrainingFinished, TrainingStopped
from engine.model.settings import DEFAULTS, MODEL_TITLES
from tui.background.control import JobControl
from tui.base.choices import step
from tui.base.part import Command, Context, Part
from tui.for_you.part import Recommendations
from tui.log import error_log
from tui.state.current import Change, of_person
from tui.state.run_log import ACTIVE, Phase, Plan
from tui.train.job import Events, Trained, train
from tui.train.kept_runs import recalled, remember
from tui.train.training_inputs import optional_inputs

STALE_AFTER = 20  # ratings since the model was trained
QUIET_SECONDS, NEVER = 5.0, "never"


class Training(Part):
    """Starts, pauses and stops a run; starts one by itself after the first and many new ratings."""

    COMMANDS = (Command("Train", "Learn from your ratings", "start", key="train"),)

    def __init__(self, context: Context, recommendations: Recommendations) -> None:
        super().__init__(context)
        self._recommendations = recommendations
        self._control = JobControl()
        self._retraining: Timer | None = None
        self._quits_after = False
        self._asked_for = False  # whether the person started the run
        model = self.ui.settings.text("model")
        if model in DEFAULTS:
            self.state.choose(model)

    def start(self) -> None:
        """Go to Train, and train on the current ratings."""
        if self.state.missing:
            self.ui.notice(self.state.missing)
            return
        self.ui.go_to("train")
        self._asked_for = True
        self._start()

    def pause(self) -> None:
        """Pause the run, or resume it."""
        log = self.state.log
        if log.phase is Phase.RUNNING:
            log.phase = Phase.PAUSED
            self._control.pause()
        elif log.phase is Phase.PAUSED:
            log.phase = Phase.RUNNING
            self._control.resume()
        self.state.publish(Change.TRAINING)

    def stop(self) -> None:
        """End the run at its next step."""
        if self.state.log.phase in ACTIVE:
            self.state.log.phase = Phase.STOPPING
            self._control.stop()
            self.state.publish(Change.TRAINING)

    def choose_model(self, name: str) -> None:
        """Choose the model that the next run trains."""
        self.state.choose(name)
        self.ui.remember("model", name)
        self.state.publish(Change.TRAINING)

    def step_model(self, by: int) -> None:
        """Choose a neighbour of the chosen model; the first comes after the last."""
        self.choose_model(step(list(DEFAULTS), self.state.choices.model, by))

    def quit(self) -> None:
        """Leave the app; during a run that the person started, ask first what becomes of it.

        A run that began by itself is stopped and its best epoch kept.
        """
        if self.state.log.phase not in ACTIVE:
            self.ui.quit()
            return
        if not self._asked_for:
            self._quits_after = True
            self.stop()
            return
        from tui.train.quitting import QuittingScreen

        if not isinstance(self.ui.screen, QuittingScreen):
            self.ui.show(QuittingScreen(), self._quit_as)

    def _quit_as(self, answer: str | None) -> None:
        from tui.train.quitting import STOP

        self._quits_after = answer is not None  # Back also takes an earlier answer back
        if answer is None:
            return
        self.ui.notice("The app quits when training ends: q asks again")
        if answer == STOP:
            self.stop()
        elif self.state.log.phase is Phase.PAUSED:
            self.pause()
        self._quit_if_over()  # the run may have ended while the question was read

    def _quit_if_over(self) -> None:
        if self._quits_after and self.state.log.phase not in ACTIVE:
            self.ui.quit()

    def recall(self) -> None:
        """Show the runs that the profile in use remembers; raises ProfileError."""
        self.state.log.runs = recalled(self.state.profile)

    def close(self) -> None:
        """Stop the run at its next step: the app, the profile or the data set is being left."""
        self._control.stop()

    def follow(self, change: Change) -> None:
        """Train for the first ratings, and again for many new ones, after a while without more."""
        if change not in (Change.RATINGS, Change.ADVICE, Change.STEERING):
            return
        if self._retraining is not None:
            self._retraining.stop()
        wanted = self._is_first() or self.state.folded_in >= STALE_AFTER
        if self.ui.settings.text("retrain") == NEVER:
            wanted = False
        self._retraining = self.ui.after(QUIET_SECONDS, self._start_by_itself) if wanted else None

    def _start_by_itself(self) -> None:
        if self.state.log.phase not in ACTIVE:
            self._asked_for = False
            self._start()

    def _is_first(self) -> bool:
        """Whether there are ratings to learn from, and no model was ever trained with any."""
        state = self.state
        has_none = state.model is None and not state.awaits_model
        return has_none and state.rating_count > 0 and state.log.phase is Phase.IDLE

    def _start(self) -> None:
        state = self.state
        if state.log.phase in ACTIVE or state.missing:
            return
        assert state.opened is not None
        learned = ", ".join(optional_inputs(state.opened, state.choices))
        title, data = MODEL_TITLES[state.choices.model], state.opened.dataset.name
        state.log.begin(Plan(title, learned, data))
        self._control = JobControl()
        state.publish(Change.TRAINING)
        self.ui.once_drawn(self._run)

    def _run(self) -> None:
        state, engine, control = self.state, self.engine, self._control
        assert state.opened is not None
        assert state.profile is not None
        opened, profile, choices = state.opened, state.profile.name, state.choices
        entries = list(state.entries.values())
        self.background.run(
            "training",
            lambda tell: train(engine, opened, profile, entries, choices, control, tell),
            self._trained,
            failed=self._failed,
            told=self._progressed,
            over=self._over,
            basis=of_person,
        )

    def _progressed(self, events: Events) -> None:
        log = self.state.log
        for event in events:
            log.add(event)
            if isinstance(event, TrainingFinished | TrainingStopped):
                epochs = len(log.curves.validation)
                error_log.trained(log.plan.model, log.phase.value, epochs, event.seconds)
                remember(self.saving, self.state.profile, self.state.log.runs)
        self.state.publish(Change.TRAINING)

    def _trained(self, trained: Trained) -> None:
        if trained.model is not None:
            self._recommendations.use(trained.model)
        if trained.sentence:
            self.ui.complain(trained.sentence)
        elif self.state.log.phase is Phase.FINISHED:
            here = self.ui.place == "for_you"
            more = "here are its recommendations" if here else "F3 shows your recommendations"
            self.ui.notice(f"The model is trained: {more}")
        self._over()

    def _over(self) -> None:
        self.state.publish(Change.TRAINING)
        self._quit_if_over()

    def _failed(self, sentence: str) -> None:
        self.state.log.fail(sentence)
        self._quits_after = False  # the sentence shall be read
        self.state.publish(Change.TRAINING)
        self.ui.complain(sentence)
