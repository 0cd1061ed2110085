"""The day on which a movie was watched, kept in a profile behind the rating as its file wrote it.

Only a day that a file states is one: not that of a rating in this program, nor that on which a
site was told. A rating is kept as "3.5/5, watched 2021-03-01", a movie without one as "watched
2021-03-01".
"""

import re

_KEPT = re.compile(r"(?:^|, )watched (\d{4}-\d{2}-\d{2})$", re.ASCII)


def with_watch_day(original: str, day: str) -> str:
    """A rating as its file wrote it, with the day behind it, where there is one."""
    return ", ".join(filter(None, (original, day and f"watched {day}")))


def watch_day(original: str) -> str:
    """The day kept behind a rating, as 2020-12-31; "" for none."""
    found = _KEPT.search(original)
    return found[1] if found else ""


def without_watch_day(original: str) -> str:
    """The rating as its file wrote it."""
    return _KEPT.sub("", original)
