"""The hints of the line of keys: which are shown, in which order, and what a click presses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.binding import Binding

# Hints of several keys: each character presses a key of its own.
SEVERAL = {
    "stars-1": (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")),
    "half-more": (("+", "plus"), ("-", "minus")),
    "map-in": (("z", "z"), ("Z", "Z")),
    "steer-less": (("←", "left"), ("→", "right")),
    "chip-before": (("←", "left"), ("→", "right")),
    "import-kind": (("←", "left"), ("→", "right")),
}
RATE = (
    *("stars-1", "stars-2", "stars-3", "stars-4", "stars-5", "half-more", "half-less", "clear"),
    *("watchlist", "not-interested", "undo", "undone"),
)
WORK = (
    *("search", "ask", "train", "import", "export", "profiles", "quit"),
    *("go-rate", "go-for-you", "go-train", "go-taste", "suspend"),
)
MOVIE = ("details", "similar", "details-similar", "open-page", "copy")
ALWAYS = ("help", "help-typed", "box-help", "box-help-typed", "palette")
HERE = 1  # the group of what is heard in one place alone
SHORT = {"Stars": "★"}  # where those of the place have no room else
GROUPS = (RATE, (), MOVIE, WORK, ALWAYS)
BETWEEN_GROUPS = "│"


@dataclass(frozen=True)
class Hint:
    """What a line of keys says of one binding.

    keys: the characters that stand for its keys, and what a click on each of them presses. group:
    hints of one group stand together, those of the last group at the right edge.
    """

    keys: Sequence[tuple[str, str]]
    description: str
    group: int

    @property
    def words(self) -> tuple[str, str]:
        """The key and the description, with a space around them."""
        return f" {''.join(text for text, _ in self.keys)} ", f"{self.description} "

    @property
    def shorter(self) -> "Hint":
        """The same with a shorter description, where there is one."""
        return replace(self, description=SHORT.get(self.description, self.description))

    @property
    def width(self) -> int:
        """The cells that it takes."""
        return cell_len("".join(self.words))

    def key_at(self, x: int) -> str:
        """The key that a click in a cell presses; "" where several keys could be meant."""
        if len(self.keys) == 1:
            return self.keys[0][1]
        x -= 1
        for text, key in self.keys:
            if 0 <= x < cell_len(text):
                return key
            x -= cell_len(text)
        return ""


def hint_of(binding: Binding, display: str) -> Hint:
    """The hint of a binding; display: its key as people know it."""
    keys = SEVERAL.get(binding.id or "", ())
    if not any(key == binding.key for _, key in keys):  # the person's own key, or a single one
        keys = ((display, binding.key),)
    return Hint(keys, binding.description, _group(binding.id or ""))


def _group(name: str) -> int:
    return next((number for number, names in enumerate(GROUPS) if name in names), 1)


def arranged(hints: Iterable[Hint], width: int) -> Iterator[tuple[int, Hint | None]]:
    """The hints that fit and the cell at which each begins; None is a line between two groups.

    Those of the last group come at the right; of the others, the last give way. Words are shorter
    where that leaves room for what is heard in this place alone.
    """
    ordered = sorted(hints, key=lambda hint: hint.group)
    last = len(GROUPS) - 1
    pinned = [hint for hint in ordered if hint.group == last]
    room = width - sum(hint.width for hint in pinned)
    if sum(hint.width for hint in ordered if hint.group <= HERE) + len(BETWEEN_GROUPS) > room:
        ordered = [hint.shorter for hint in ordered]
    x, group = 0, None
    for hint in ordered:
        if hint.group == last:
            break
        begins = group is not None and hint.group != group
        if x + begins + hint.width > room:
            break
        if begins:
            yield x, None
            x += 1
        yield x, hint
        x, group = x + hint.width, hint.group
    x = max(x, room) if room > 0 else 0
    for hint in pinned:
        yield x, hint
        x += hint.width
