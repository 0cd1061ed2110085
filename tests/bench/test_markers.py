from pathlib import Path

import click
import pytest

from bench.markers import between_markers

START, END = "<!-- from here -->", "<!-- to here -->"
BEFORE, AFTER = "# Movies\n\nHow good: ", "\n\n## Licence\nMIT\n"
README = f"{BEFORE}{START}\n| old |\n{END}{AFTER}"


def test_a_table_goes_between_the_markers_and_nowhere_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    written = between_markers(readme, START, END, "| new |")
    assert written == f"{BEFORE}{START}\n| new |\n{END}{AFTER}"
    readme.write_text(written, encoding="utf-8")
    assert between_markers(readme, START, END, "| old |") == README


@pytest.mark.parametrize("text", ["", START, END, f"{END}\n{START}"])
def test_a_readme_without_a_place_for_it_is_refused(tmp_path: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(text, encoding="utf-8")
    with pytest.raises(click.ClickException, match=r"README\.md: a table goes between"):
        between_markers(readme, START, END, "| new |")
