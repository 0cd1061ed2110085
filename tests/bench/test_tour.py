"""The tour: a page and its pictures, which a command makes."""

import re

from bench.picture import DOCS
from bench.tour import STEPS, TOUR

PAGE = (DOCS / "tour.md").read_text(encoding="utf-8")


def test_the_page_shows_each_picture_once_in_the_order_in_which_they_are_made() -> None:
    shown = re.findall(r"!\[.+\]\(tour/(.+)\)", PAGE)
    assert shown == [f"{number}_{name}.svg" for number, (name, _) in enumerate(STEPS, 1)]
    assert sorted(file.name for file in TOUR.iterdir()) == shown


def test_each_part_of_the_page_names_the_keys_that_lead_to_its_picture() -> None:
    parts = PAGE.split("\n## ")[1:]
    for part, key in zip(parts, ("↓", "/", "n", "F3", "t", "f", "Enter", "m"), strict=False):
        assert f"`{key}`" in part
