"""Places of a page that a command fills."""

from pathlib import Path

import click


def between_markers(page: Path, start: str, end: str, table: str) -> str:
    """The text of a page with another table; raises ClickException where it has no place for it."""
    filled = fill(page.read_text(encoding="utf-8"), start, end, table)
    if filled is None:
        raise click.ClickException(f"{page}: a table goes between {start} and {end}.")
    return filled


def fill(text: str, start: str, end: str, table: str) -> str | None:
    """A text with a table between two markers; None where it does not have both."""
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    return f"{before}{start}\n{table}\n{end}{after}" if found else None
