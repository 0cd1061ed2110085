"""What the command line prints: tables on a terminal, tab-separated lines in a pipe."""

import re
from collections.abc import Iterable, Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Control characters, line separators, text direction overrides, and bytes that are not text.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text in one line, with all that a terminal would obey replaced."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def complain(sentence: str) -> None:
    """Print a sentence on stderr, for the person to know; the work continues."""
    click.echo(plain(sentence), err=True)


def make_console(*, stderr: bool = False) -> Console:
    """A rich console that prints text as it is, and reads nothing as markup."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def on_terminal(console: Console) -> bool:
    """Whether the console can draw bars and tables; rich alone would trust FORCE_COLOR."""
    return console.file.isatty() and not console.is_dumb_terminal


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as a table, or in a pipe as tab-separated lines without a header."""
    console = make_console()
    cells = ([plain(str(cell)) for cell in row] for row in rows)
    if not on_terminal(console):
        for line in cells:
            click.echo("\t".join(line))
        return
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)
