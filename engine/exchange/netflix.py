"""Netflix: Ratings.csv of the data that it sends to who asks; stars until 2017, thumbs since."""

import re
from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, original_of, unguarded
from engine.exchange.untrusted_files import Kind

NAME = "Netflix"
KIND: Kind = "csv"
_MOST_NAMES = 5
_SERIES = re.compile(
    r": (?:Season|Limited Series|Series|Part|Volume|Staffel|Saison|Temporada|Stagione|Seizoen|"
    r"Säsong|Сезон|Miniserie|Mini-série|Minissérie) ?\d*",
    re.IGNORECASE,
)


def recognises(table: Table) -> bool:
    """Whether the header is Netflix's."""
    return {"titlename", "starvalue", "thumbsvalue"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; stars are 1 to 5. A thumb says seen: it is no such number."""
    line_of: dict[str, int] = {}
    count = 0
    for line, row in table.rows:
        line_of.setdefault(clean(row.get("profilename", "")), line)
        count += 1
        rating = row.get("starvalue", "")
        title = unguarded(clean(row.get("titlename", "")))
        yield Record(
            title=title,
            line=line,
            stars=table.stars(rating, line, 5, "Star Value"),
            original=original_of(rating, 5),
            date=row.get("eventutcts", ""),
            is_seen=True,
            is_series=_SERIES.search(title) is not None,
        )
    if len(line_of) > 1:
        _tell_of_others(table, line_of, count)


def _tell_of_others(table: Table, line_of: dict[str, int], count: int) -> None:
    """Note that the rows are of several people; line_of: the first line of each one's profile."""
    names = ", ".join(name[:40] or "no name" for name in list(line_of)[:_MOST_NAMES])
    table.problems.add(
        "profiles",
        table.name,
        list(line_of.values())[1],
        "Profile Name",
        f"the file has {len(line_of)} profiles of the household ({names})",
        outcome="read as one person's",
        remedy="Delete the rows of other people, and import the file again.",
        count=count,
    )
