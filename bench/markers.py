"""The places in the README that a command fills."""

from pathlib import Path

import click


def between_markers(readme: Path, start: str, end: str, table: str) -> str:
    """The README's text with a new table; raises ClickException if it has no place for one."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise click.ClickException(f"{readme}: a table goes between {start} and {end}.")
    return f"{before}{start}\n{table}\n{end}{after}"
