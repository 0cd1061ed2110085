"""Why a movie is recommended and how sure that is, in words."""

from typing import TYPE_CHECKING

from textual.content import Content

from tui.widgets.star_text import mean_text, predicted_text, star_text
from tui.widgets.titles import plain_title

if TYPE_CHECKING:
    from engine.recommend.advice import Recommendation
    from engine.recommend.reasons import Reason

# The doubt about a prediction, in stars, at which the bar is empty, and at which it is full.
UNSURE, SURE = 0.65, 0.25
BAR = 5


def sure_bar(doubt: float) -> str:
    """How sure a prediction is, in five cells: the heavier the line, the surer."""
    share = (UNSURE - doubt) / (UNSURE - SURE)
    heavy = min(BAR, max(0, round(BAR * share)))
    return "━" * heavy + "─" * (BAR - heavy)


def short_reason(item: "Recommendation") -> str:
    """The rated movies behind a recommendation, for a cell."""
    return ", ".join(plain_title(reason.movie.title) for reason in item.reasons)


def long_reason(item: "Recommendation", *, exact: bool) -> Content:
    """The movie with its predicted stars, and the reasons, a line each.

    exact: whether the stars of a reason are exact, rather than an approximation.
    """
    crowd = f"{mean_text(item.movie)} ({item.movie.rating_count:,} ratings)"
    genres = ", ".join(item.movie.genres) or "no genres known"
    expected = f"{predicted_text(item.prediction)} ±{item.deviation:.1f}"
    lines = [f"Pred {expected} · {item.movie.title} · {genres} · {crowd}"]
    reasons = [_reason(reason, exact=exact) for reason in item.reasons]
    if reasons:
        lines.append(f"because {reasons[0]}")
        lines += [f"    and {reason}" for reason in reasons[1:]]
    else:
        lines.append("because people like it in general")
    return Content("\n".join(lines))


def _reason(reason: "Reason", *, exact: bool) -> str:
    about = "" if exact else "about "
    shared = f": {', '.join(reason.shared)}" if reason.shared else ""
    given = f"{reason.whose or 'you'} gave {star_text(reason.stars)} to {reason.movie.title}"
    return f"{given} ({about}+{reason.lift:.2f}{shared})"
