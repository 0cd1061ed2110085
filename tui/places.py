"""The places of the app: the one table of them."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A place: its name in actions, its key, its label, what it is for, and where its screen is.

    screen: "module:class"; the module is imported when somebody goes there. The class takes the
    state and the parts.
    """

    name: str
    key: str
    label: str
    about: str
    screen: str

    @property
    def key_id(self) -> str:
        """The id of the key that goes there, by which it can be changed."""
        return f"go-{self.name.replace('_', '-')}"


PLACES = (
    Entry("rate", "f2", "Rate", "Find movies and give stars", "tui.rate.screen:RateScreen"),
    Entry(
        "for_you", "f3", "For you", "What to watch next, and why", "tui.for_you.screen:ForYouScreen"
    ),
    Entry(
        "train", "f4", "Train", "How a model learns from ratings", "tui.train.screen:TrainScreen"
    ),
    Entry(
        "taste",
        "f5",
        "Taste",
        "What your ratings say, and a map of the movies",
        "tui.taste.screen:TasteScreen",
    ),
)
