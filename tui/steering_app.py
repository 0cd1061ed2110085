"""SteeringApp: the app's way from a wish to other recommendations, and to what is remembered."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from engine.profile.entries import Entry
from engine.profile.profile import Profile
from engine.profile.storage.errors import ProfileError
from engine.recommend.steering import NOTHING_ASKED, Companion, Steering, Wish, read_steering
from tui.facts_app import FactsApp
from tui.jobs import Jobs
from tui.state import Change

if TYPE_CHECKING:
    from engine.profile.store import ProfileStore
    from tui.screens.ask_number import Typed
    from tui.steering_rows import Row
    from tui.widgets.steering_panel import SteeringPanel

REMEMBERED = "steering"


class SteeringApp(FactsApp):
    """Holds the store of profiles, whose wishes are remembered and who may watch together."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self.store: ProfileStore | None = None

    def recall_steering(self) -> None:
        """Take up what the profile in use last asked for; raises ProfileError."""
        if self.state.profile is None:
            return
        self._use(read_steering(self.state.profile.memory.recall(REMEMBERED)))

    # Named for what it hears, not decorated: the panel is imported after the first frame.
    def on_steering_panel_steered(self, message: "SteeringPanel.Steered") -> None:
        """Follow the panel."""
        self.steer(message.steering)

    def steer(self, steering: Steering) -> None:
        """Ask for this from now on, and in the next session."""
        if self.state.profile is None:
            return
        try:
            self.state.profile.memory.remember(REMEMBERED, steering.as_text())
            self._use(steering)
        except ProfileError as error:
            self.complain(str(error))
        self.advise()

    def action_reset_steering(self) -> None:
        """Ask nothing of the recommendations."""
        self.steer(NOTHING_ASKED)

    def _use(self, steering: Steering) -> None:
        """Follow a steering, its companions' ratings read; who is no more is left out."""
        assert self.store is not None
        found = [self.store.find(name) for name in steering.companions]
        companions = tuple(
            Companion(person.name, self._entries(person)) for person in found if person
        )
        names = tuple(companion.name for companion in companions)
        self.state.wish = Wish(replace(steering, companions=names), companions)
        own = self.state.profile.name if self.state.profile else ""
        self.state.others = tuple(name for name in self.store.names() if name != own)
        self.change(Change.STEERING)

    def _entries(self, person: Profile) -> list[Entry]:
        """What somebody has said of the movies of the data set in use."""
        if self.state.opened is None:
            return list(person.entries().values())
        from engine.profile.in_dataset import ProfileHere

        return list(ProfileHere(person, self.state.opened.dataset).entries().values())

    def on_steering_panel_opened(self, message: "SteeringPanel.Opened") -> None:
        """Ask for what a row of the panel takes."""
        from tui.screens.ask_number import AskNumberScreen
        from tui.screens.choose import ChooseScreen
        from tui.steering_rows import Names, Number

        row, steering = message.row, self.state.wish.steering
        if isinstance(row, Names):
            names = getattr(self.state.offer, row.offered)
            box = ChooseScreen(row.label, names, row.value(steering))
            self.push_screen(box, partial(self._answered, row))
        elif isinstance(row, Number):
            ask = AskNumberScreen(row.label, row.value(steering))
            self.push_screen(ask, partial(self._typed, row))

    def _typed(self, row: "Row", typed: "Typed | None") -> None:
        if typed is not None:
            self._answered(row, typed.number)

    def _answered(self, row: "Row", value: object) -> None:
        from tui.steering_rows import Number

        if value is not None or isinstance(row, Number):
            self.steer(row.asking(self.state.wish.steering, value))
