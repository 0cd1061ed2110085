"""What the titles of a series share: "Star Wars" in "Star Wars: Episode IV - A New Hope"."""

import re
from collections.abc import Iterable, Iterator

_STEM = re.compile(r"(.+?)(?:: | - | and the |,? (?:part |vol\. |episode )?(?:\d\d?|[IVX]+)(?!\S))")


def stems(titles: Iterable[str]) -> Iterator[tuple[str, int]]:
    """What two titles or more begin with before a number or a subtitle, and those very titles."""
    begun: dict[str, list[int]] = {}
    whole: dict[str, int] = {}
    for row, title in enumerate(titles):
        whole.setdefault(title.casefold(), row)
        if found := _STEM.match(title):
            begun.setdefault(found[1], []).append(row)
    for stem, rows in begun.items():
        first = whole.get(stem.casefold())
        parts = {*rows, *([] if first is None else [first])}
        if len(parts) > 1:
            yield from ((stem, row) for row in parts)
