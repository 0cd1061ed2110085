"""Pages that are made of the code: each fails where make pages would write something else."""

import re

from bench.keys_page import keys_page
from bench.pages import ARCHITECTURE, KEYS, architecture_page


def test_the_page_of_keys_is_what_the_bindings_say() -> None:
    assert KEYS.read_text(encoding="utf-8") == keys_page(), "run make pages"


def test_the_pictures_and_tables_of_the_architecture_are_what_the_imports_say() -> None:
    shown, made = ARCHITECTURE.read_text(encoding="utf-8"), architecture_page()
    assert without_counts(shown) == without_counts(made), "run make pages"


def without_counts(page: str) -> str:
    """The page without how many modules and lines there are, which every change changes."""
    return re.sub(r"\| [\d,]+ \| [\d,]+ \|", "| |", page)
