"""A range as people type it: 1990-1999, 1990- or -1999."""

import re
from typing import Any

import click

_RANGE = re.compile(r"(\d{1,4})?-(\d{1,4})?", re.ASCII)


class Span(click.ParamType[tuple[int | None, int | None]]):
    """Two numbers with a dash between them; either may be missing."""

    name = "range"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """Read the two numbers; None where one is missing."""
        if isinstance(value, tuple):
            return value
        found = _RANGE.fullmatch(value)
        if not found or value == "-":
            self.fail(
                f"{value!r} is not a range: write it as 1990-1999, 1990- or -1999.", param, ctx
            )
        first, last = (int(part) if part else None for part in found.groups())
        if first is not None and last is not None and first > last:
            self.fail(f"{value!r} ends before it begins.", param, ctx)
        return first, last
