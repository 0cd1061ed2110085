"""The line that tells the wishes, and what they hide: what has no room is left out whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static

from engine.recommend.steering import Steering
from tui.for_you.steering_in_words import hidden_in_words, in_words, left_out
from tui.widgets.parts_line import BETWEEN_PARTS, shorter_and_shorter

if TYPE_CHECKING:
    from engine.recommend.advice import Advice

BEFORE = "Steered: "
BETWEEN = " │ "


class SteeredLine(Static):
    """One line, of which it shows what fits now."""

    def __init__(self) -> None:
        super().__init__(id="steered", markup=False)
        self._told: tuple[Sequence[str], Sequence[str]] = (), ()

    def tell(self, steering: Steering, advice: "Advice | None") -> None:
        """Tell the wishes, and beside them what they hide and who is left out."""
        beside = [] if advice is None else [hidden_in_words(advice), left_out(steering, advice)]
        told = in_words(steering), [text for text in beside if text]
        if told != self._told:
            self._told = told
            self.refresh()

    def render(self) -> RenderResult:
        """What fits now."""
        return Content(steered(*self._told, self.size.width))


def steered(wishes: Sequence[str], beside: Sequence[str], width: int) -> str:
    """The wishes that fit and how many more there are; then as much of what stands beside them."""
    least = sum(cell_len(BETWEEN + [*shorter_and_shorter(text)][-1]) for text in beside)
    line = ""
    for count in range(len(wishes), 0, -1):
        more = [f"{len(wishes) - count} more"] if count < len(wishes) else []
        line = BEFORE + BETWEEN_PARTS.join([*wishes[:count], *more])
        if cell_len(line) + least <= width:
            break
    for text in beside:
        least -= cell_len(BETWEEN + [*shorter_and_shorter(text)][-1])
        longer = (line + BETWEEN + shorter for shorter in shorter_and_shorter(text))
        line = next((each for each in longer if cell_len(each) + least <= width), line)
    return line
