"""Netflix: Ratings.csv of the data that it sends to who asks; stars until 2017, thumbs since."""

import re
from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, original_of, unguarded
from engine.exchange.untrusted_files import Kind

NAME = "Netflix"
KIND: Kind = "csv"
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
    for line, row in table.rows:
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
