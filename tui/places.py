"""The places of the app: the one table of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A place: its name in actions, its key, its label, and where its screen is.

    screen: "module:class"; the module is imported when somebody goes there. The class takes the
    state and the parts.
    """

    name: str
    key: str
    label: str
    screen: str


PLACES = (
    Entry("rate", "f2", "Rate", "tui.rate.screen:RateScreen"),
    Entry("for_you", "f3", "For you", "tui.for_you.screen:ForYouScreen"),
    Entry("train", "f4", "Train", "tui.train.screen:TrainScreen"),
    Entry("taste", "f5", "Taste", "tui.taste.screen:TasteScreen"),
)
