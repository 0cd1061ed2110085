"""The values that a CSV cell may hold, by the kind of its column."""

import math
import re
from typing import Literal

Kind = Literal["id", "optional id", "stars", "time", "text"]

BOUNDS = {"id": (-(2**63), 2**63 - 1), "stars": (0.5, 5.0), "time": (0, 2**31 - 1)}
DTYPES: dict[Kind, str] = {
    "id": "int64",
    "optional id": "int64",
    "stars": "float32",
    "time": "int32",
    "text": "str",
}
WANTED = {
    "id": "a whole number",
    "optional id": "a whole number or nothing",
    "stars": "a number from 0.5 to 5",
    "time": "a time in whole seconds since 1970",
}
_WHOLE = re.compile(r"\s*([+-]?\d{1,19})(?:\.0*)?\s*", re.ASCII)


def number_in(kind: Kind, cell: str) -> int | float | None:
    """The number in a cell, 0 for an empty optional id; None if the cell cannot be used."""
    if kind == "optional id":
        return number_in("id", cell) if cell.strip() else 0
    low, high = BOUNDS[kind]
    if kind == "stars":
        try:
            number = float(cell)
        except ValueError:
            return None
        return number if math.isfinite(number) and low <= number <= high else None
    whole = _WHOLE.fullmatch(cell)
    if whole is None or not low <= int(whole[1]) <= high:
        return None
    return int(whole[1])
