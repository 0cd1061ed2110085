"""Pictures of ratings, drawn with characters; shapes say as much as colours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from engine.catalogue.stars import LEAST, MOST
from tui.widgets.columns import fitted
from tui.widgets.star_text import GOLD, star_text
from tui.widgets.titles import plain_title

if TYPE_CHECKING:
    from engine.recommend.taste import Disagreement, Leaning, Portrait

NAME = 16
STARS, SHARE, NUMBERS = 6, 5, 11  # cells beside a bar
LEAST_BAR, ENOUGH_BAR = 9, 20
EIGHTHS = " ▏▎▍▌▋▊▉"
LEAST_SCALE = 0.5  # a full bar means at least these stars, so that small differences look small


def histogram(portrait: "Portrait", width: int) -> Content:
    """A bar for the person's share of each number of stars, and a stroke at everybody's share.

    width: of the picture, in cells, here and below.
    """
    room = max(LEAST_BAR, width - STARS - SHARE)
    most = max(float(portrait.own.max()), float(portrait.crowd.max()), 1e-9)
    lines = []
    for half in range(10, 0, -1):
        own, crowd = float(portrait.own[half - 1]), float(portrait.crowd[half - 1])
        at = round((room - 1) * crowd / most)
        bar = fitted(_bar(own / most, room), room)
        lines.append(
            Content.assemble(
                (f"{star_text(half / 2):>5} ", GOLD),
                (bar[:at], "$primary"),
                ("┃", "b $warning"),
                (bar[at + 1 :], "$primary"),
                (f" {own:>4.0%}", ""),
            )
        )
    legend = Content.assemble(("      █ you  ", "$text-muted"), ("┃ everybody", "$text-muted"))
    return Content("\n").join([*lines, legend])


def leanings(found: "Sequence[Leaning]", width: int) -> Content:
    """Bars to the right for what is liked more than the mean, to the left for less."""
    room = max(LEAST_BAR, (width - NAME - NUMBERS) // 2)
    scale = max(LEAST_SCALE, *(abs(each.stars) for each in found)) if found else LEAST_SCALE
    lines = []
    for each in found:
        share = abs(each.stars) / scale
        if each.stars >= 0:
            left, right = " " * room, fitted(_bar(share, room), room)
        else:
            left, right = ("░" * round(room * share)).rjust(room), " " * room
        lines.append(
            Content.assemble(
                (fitted(each.name, NAME), ""),
                (left, "$error"),
                ("│", "$text-muted"),
                (right, "$success"),
                (f"{_signed(each.stars):>5} ", ""),
                (f"{each.ratings:>3}", "$text-muted"),
            )
        )
    return Content("\n").join(lines)


def disagreements(found: "Sequence[Disagreement]", width: int) -> Content:
    """A line for each movie, with marks at the person's stars and at everybody's mean.

    The mean is the one that the lists tell; titles take what the bars can spare.
    """
    titles = [plain_title(each.movie.title) for each in found]
    longest = max(map(cell_len, titles), default=0)
    title = max(NAME, min(longest, width - NUMBERS - ENOUGH_BAR))
    room = max(LEAST_BAR, width - title - NUMBERS)
    lines = []
    for each, name in zip(found, titles, strict=True):
        mean = each.movie.mean_stars if each.movie.rating_count else each.crowd
        own, crowd = (
            round((room - 1) * (stars - LEAST) / (MOST - LEAST)) for stars in (each.stars, mean)
        )
        first, last = sorted((own, crowd))
        marks = " " * first + "─" * (last + 1 - first) + " " * (room - 1 - last)
        marks = _put(_put(marks, crowd, "┃"), own, "●")
        told = f" {each.stars:.1f} / {mean:.1f}"
        lines.append(
            Content.assemble(
                (f"{fitted(name, title, cut='middle')} ", ""),
                (marks, "$primary"),
                (told, "$text-muted"),
            )
        )
    legend = Content.assemble(("● you  ┃ everybody", "$text-muted"))
    return Content("\n").join([*lines, legend])


def _signed(stars: float) -> str:
    """With its sign, and one decimal; nothing rounds to minus nought."""
    return f"{stars:+.1f}" if round(stars, 1) else "0.0"


def _put(text: str, place: int, mark: str) -> str:
    return text[:place] + mark + text[place + 1 :]


def _bar(share: float, width: int) -> str:
    eighths = round(8 * width * min(1.0, max(0.0, share)))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
