"""The places of the app, all but the first imported when somebody goes there."""

from collections.abc import Callable

from tui.screens.place import Place
from tui.screens.rate import RateScreen
from tui.state import State


def _for_you(state: State) -> Place:
    from tui.screens.for_you import ForYouScreen

    return ForYouScreen(state)


def _train(state: State) -> Place:
    from tui.screens.train import TrainScreen

    return TrainScreen(state)


def _taste(state: State) -> Place:
    from tui.screens.taste import TasteScreen

    return TasteScreen(state)


PLACES: dict[str, Callable[[State], Place]] = {
    "rate": RateScreen,
    "for_you": _for_you,
    "train": _train,
    "taste": _taste,
}
