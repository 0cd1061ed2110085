"""How many people gave a movie which stars, as a picture."""

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.star_text import GOLD

HEIGHT = 4  # lines
EIGHTHS = " ▁▂▃▄▅▆▇█"
WIDTH = 3  # cells of a column
FULL = 8


def columns_of(counts: Sequence[int]) -> Content:
    """A column for each half star, from ½ to 5, above its stars.

    counts: the ratings of each half star, the lowest first.
    """
    most = max(counts) or 1
    heights = [max(round(HEIGHT * FULL * count / most), 1 if count else 0) for count in counts]
    lines = [
        "".join(
            EIGHTHS[min(max(height - FULL * line, 0), FULL)] * (WIDTH - 1) + " "
            for height in heights
        )
        for line in reversed(range(HEIGHT))
    ]
    axis = "".join(f"{number // 2 if number % 2 == 0 else '':<{WIDTH}}" for number in range(1, 11))
    return Content.assemble(("\n".join(lines), "$secondary"), ("\n" + axis, GOLD))
