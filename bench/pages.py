"""python -m bench.pages: write what documents take from the code itself.

docs/keys.md is made whole; in docs/architecture.md what stands between markers.
"""

from collections.abc import Callable
from pathlib import Path

from bench.architecture_page import engine_picture, engine_table, parts_picture
from bench.keys_page import keys_page
from bench.markers import fill

DOCS = Path(__file__).parents[1] / "docs"
KEYS, ARCHITECTURE = DOCS / "keys.md", DOCS / "architecture.md"
PARTS: dict[str, Callable[[], str]] = {
    "engine picture": engine_picture,
    "engine table": engine_table,
    "parts picture": parts_picture,
}


def architecture_page() -> str:
    """The page as it is, with what is made of the code made anew."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        start, end = f"<!-- {name}: made by make pages -->", f"<!-- end of {name} -->"
        filled = fill(text, start, end, make())
        assert filled is not None, name
        text = filled
    return text


def main() -> None:
    """Write the pages."""
    KEYS.write_text(keys_page(), encoding="utf-8")
    ARCHITECTURE.write_text(architecture_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
