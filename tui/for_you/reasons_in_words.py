"""Why a movie is recommended and how sure that is, in words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual.content import Content

from tui.widgets.columns import fitted
from tui.widgets.star_text import GOLD, golden, mean_text, predicted_text, star_text
from tui.widgets.titles import plain_title

if TYPE_CHECKING:
    from engine.recommend.advice import Reason, Recommendation
    from engine.recommend.choice.choice import FactPart

BAR = 5
INDENT = len("because ")
NOTHING_TOLD = "Nothing that you have rated tells of it yet."
LEAST_TITLE = 16  # cells that a title keeps, whatever stands beside it
Part = TypeVar("Part", "Reason", "FactPart")


def sure_bars(doubts: Sequence[float]) -> list[str]:
    """How sure each prediction of a list is, in five cells: the heavier the line, the surer.

    The surest fifth of the list has all five: the doubts of one list are too alike to be told apart
    on a scale for all.
    """
    in_order = sorted(doubts)
    heavy = [BAR - bisect_left(in_order, doubt) * BAR // len(in_order) for doubt in doubts]
    return ["━" * cells + "─" * (BAR - cells) for cells in heavy]


def short_reason(item: "Recommendation") -> str:
    """The rated movies, or else the facts, behind a recommendation, for a cell."""
    titles = [plain_title(reason.movie.title) for reason in _telling(item.reasons)]
    facts = [part.name for part in _telling(item.facts)]
    if not _is_known(item):  # its facts are all that is known of it
        titles, facts = facts, titles
    return ", ".join(titles or facts)


def long_reason(item: "Recommendation", *, exact: bool, trained: bool, width: int) -> Content:
    """The movie with its match and predicted stars, and the reasons, a line each.

    exact: whether the points of a reason are exact, rather than an approximation. trained: whether
    a model has predicted the stars. width: cells of a line, in which titles are cut if need be.
    """
    reasons = [_reason(reason, exact, width - INDENT) for reason in _telling(item.reasons)]
    facts = _telling(item.facts)
    if _is_known(item):
        reasons += [f"{_fact(part)} ({_points(part.lift)})" for part in facts]
    elif facts:  # whose points are told with the ratings that brought them
        reasons = [", ".join(map(_fact, facts)), *reasons]
    lines = [_movie(item, trained, width)]
    if reasons:
        lines.append(f"because {reasons[0]}")
        lines += [f"    and {reason}" for reason in reasons[1:]]
    else:
        lines.append("because people like it in general" if _is_known(item) else NOTHING_TOLD)
    return golden("\n".join(lines))


def _movie(item: "Recommendation", trained: bool, width: int) -> str:
    """The line about the movie, without the genres that have no room beside its title."""
    crowd = "rated by nobody here"
    if item.movie.rating_count:
        crowd = f"{mean_text(item.movie)} ({item.movie.rating_count:,} ratings)"
    stars = f" · Pred {predicted_text(item.prediction)} ±{item.deviation:.1f}" if trained else ""
    before, title = f"Match {item.match}{stars} · ", item.movie.title
    if cell_len(before) + cell_len(title) + cell_len(f" · {crowd}") > width:
        title = plain_title(title)
    genres = item.movie.genres or ("no genres known",)
    for count in range(len(genres), -1, -1):
        after = " · ".join(["", *filter(None, [", ".join(genres[:count])]), crowd])
        if cell_len(before) + cell_len(title) + cell_len(after) <= width:
            break
    return _within(width, before, title, after)


def _within(width: int, before: str, title: str, after: str) -> str:
    """A line of that many cells, in which the title is cut in the middle where it is too long."""
    room = max(LEAST_TITLE, width - cell_len(before) - cell_len(after))
    whole = cell_len(title) <= room
    return f"{before}{title if whole else fitted(title, room, cut='middle')}{after}"


def reasons_in_lines(item: "Recommendation", *, exact: bool) -> Content:
    """The reasons, a line each, for a pane: the stars given, the movie, its points."""
    about = "" if exact else "about "
    lines = [
        Content.assemble(
            (f"{star_text(reason.stars):<5}", GOLD),
            f" {plain_title(reason.movie.title)}",
            (f"  {about}{_points(reason.lift)}", "$text-muted"),
            (f"\n      {', '.join(reason.shared)}" if reason.shared else "", "$text-muted"),
        )
        for reason in _telling(item.reasons)
    ]
    lines += [
        Content.assemble(f"      {part.name}", (f"  {_points(part.lift)}", "$text-muted"))
        for part in _telling(item.facts)
    ]
    nothing = "People like it in general." if _is_known(item) else NOTHING_TOLD
    return Content("\n").join(lines or [Content(nothing)])


def _is_known(item: "Recommendation") -> bool:
    """Whether anybody of the data set has rated the movie."""
    return bool(item.movie.rating_count)


def _fact(part: "FactPart") -> str:
    return f"it is by {part.name}" if part.kind == "directors" else part.name


def _telling(parts: "Iterable[Part]") -> "list[Part]":
    """Those that add a point at least: "+0 points" is no reason."""
    return [part for part in parts if round(part.lift)]


def _reason(reason: "Reason", exact: bool, width: int) -> str:
    """Why in a line, without the facts that have no room beside the title."""
    about = "" if exact else "about "
    given = f"{reason.whose or 'you'} gave {star_text(reason.stars)} to "
    title, facts = plain_title(reason.movie.title), reason.shared
    for count in range(len(facts), -1, -1):
        shared = f": {', '.join(facts[:count])}" if count else ""
        points = f" ({about}{_points(reason.lift)}{shared})"
        if cell_len(given) + cell_len(title) + cell_len(points) <= width:
            break
    return _within(width, given, title, points)


def _points(lift: float) -> str:
    points = f"{lift:+.0f}"
    return f"{points} point" if points in ("+1", "-1") else f"{points} points"
