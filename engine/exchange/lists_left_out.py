"""The lists in a whole export, which are left out: what each one means only the person knows."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from engine.exchange.untrusted_files import Part
from engine.files.problems import Problem

_NAMES = ("list-", "lists-", "favorites")


def is_list(part: Part) -> bool:
    """Whether a file of an export is one of its lists, and not the watchlist."""
    place = PurePosixPath(part.name.casefold())
    return "watchlist" not in place.stem and (
        "lists" in place.parts[:-1] or place.stem.startswith(_NAMES)
    )


def told(rows: Mapping[str, int]) -> tuple[Problem, ...]:
    """A sentence about the lists of an export, if it has any; rows: of each, by its name."""
    rows = {name: count for name, count in rows.items() if count}
    if not rows:
        return ()
    first, *others = rows
    what = "this list does not say whether its movies were seen or are wanted"
    if others:
        lists = "1 other list" if len(others) == 1 else f"{len(others):,} other lists"
        what = f"this and {lists} do not say whether their movies were seen or are wanted"
    remedy = "Import such a file alone, and say what it means (l, or --list-as)."
    return (Problem(first, 1, "title", what, "left out", remedy, sum(rows.values())),)
