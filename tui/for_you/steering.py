"""Steering: takes wishes about the recommendations, remembers them, and ranks again."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from engine.recommend.steering import NOTHING_ASKED, Companion, Wish, read_steering
from engine.recommend.steering import Steering as Asked
from tui.base.part import Command, Context, Part
from tui.for_you.part import Recommendations
from tui.state.current import Change

if TYPE_CHECKING:
    from engine.profile.person import Profile
    from tui.boxes.ask_number import Typed
    from tui.for_you.steering_rows import Row

REMEMBERED = "steering"


class Steering(Part):
    """Takes wishes, remembers them with the profile, and ranks by them."""

    COMMANDS = (
        Command(
            "Steer the recommendations",
            "Years, genres, discoveries, who watches with you",
            "open",
            key="steer",
        ),
        Command(
            "Reset the steering", "Remove all wishes and filters", "reset", key="steer-reset-all"
        ),
    )

    def __init__(self, context: Context, recommendations: Recommendations) -> None:
        super().__init__(context)
        self._recommendations = recommendations

    def open(self) -> None:
        """Go to the panel that steers the recommendations."""
        self.ui.go_to("for_you")
        self.ui.screen.call_after_refresh(self.ui.act, "screen.open_panel")

    def reset(self) -> None:
        """Remove all wishes."""
        self.steer(NOTHING_ASKED)

    def steer(self, asked: Asked, *, remember: bool = True) -> None:
        """Use these wishes from now on, and in the next session, if they are to be remembered."""
        profile = self.state.profile
        if profile is None:
            return
        companions = self.state.wish.companions
        try:
            if asked.companions != tuple(companion.name for companion in companions):
                companions = self._companions(asked.companions)
            self._use(asked, companions)
        except ProfileError as error:
            self.ui.complain(str(error))
        self._recommendations.rank()
        if remember:
            kept = partial(profile.memory.remember, REMEMBERED, asked.as_text())
            self.saving.save("Your wishes", kept)

    def recall(self) -> None:
        """Use the wishes that the profile in use remembers; raises ProfileError."""
        profile, store = self.state.profile, self.state.store
        if profile is not None and store is not None:
            asked = read_steering(profile.memory.recall(REMEMBERED))
            self.state.others = tuple(name for name in store.names() if name != profile.name)
            self._use(asked, self._companions(asked.companions))

    def ask(self, row: "Row") -> None:
        """Ask the person for the names or the number that a row of the panel takes."""
        from tui.boxes.ask_number import AskNumberScreen
        from tui.boxes.choose import ChooseScreen
        from tui.for_you.steering_rows import Names, Number, offer_of

        asked = self.state.wish.steering
        if isinstance(row, Names):
            names = getattr(offer_of(self.state), row.offered)
            box = ChooseScreen(row.label, names, row.value(asked))
            self.ui.show(box, partial(self._answered, row))
        elif isinstance(row, Number):
            self.ui.show(AskNumberScreen(row.label, row.value(asked)), partial(self._typed, row))

    def _typed(self, row: "Row", typed: "Typed | None") -> None:
        if typed is not None:
            self._answered(row, typed.number)

    def _answered(self, row: "Row", value: object) -> None:
        from tui.for_you.steering_rows import Number

        if value is not None or isinstance(row, Number):
            self.steer(row.asking(self.state.wish.steering, value))

    def _use(self, asked: Asked, companions: tuple[Companion, ...]) -> None:
        self.state.asked = None  # what was not understood was told
        names = tuple(companion.name for companion in companions)
        self.state.wish = Wish(replace(asked, companions=names), companions)
        self.state.publish(Change.STEERING)

    def _companions(self, names: Sequence[str]) -> tuple[Companion, ...]:
        """The ratings of other profiles; deleted ones are left out. Raises ProfileError."""
        store = self.state.store
        found = [store.find(name) for name in names] if store else []
        return tuple(Companion(person.name, self._entries(person)) for person in found if person)

    def _entries(self, person: "Profile") -> list[Entry]:
        """What a profile says about the movies of the data set in use."""
        if self.state.opened is None:
            return list(person.entries().values())
        from engine.profile.in_dataset import ProfileInDataset

        return list(ProfileInDataset(person, self.state.opened.dataset).entries().values())
