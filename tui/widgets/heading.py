"""A heading between the items of a list."""

from typing import NamedTuple


class Heading(NamedTuple):
    """Says what the items below it are; the cursor never rests on it, so items must follow it."""

    text: str
