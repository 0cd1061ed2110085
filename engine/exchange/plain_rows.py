"""The rows of Criticker's text, in which tabs alone separate and quotes mean nothing."""

import re

# The first line names the person and the site; no table's header does.
_BEGINS = re.compile(r"\s*[^\t\n]*\bat Criticker\.com\s*\n", re.IGNORECASE)


def is_plain(text: str) -> bool:
    """Whether a text begins as Criticker's does."""
    return _BEGINS.match(text) is not None


def plain_rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not blank, each with its number, split at tabs."""
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line.split("\t")) for number, line in lines if line.strip()]
