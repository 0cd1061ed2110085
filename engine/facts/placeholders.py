"""Titles that a data set kept from before a film was out, and the names that it bears since.

Two kinds are told from real titles: "Untitled Spider-Man Reboot", where the film's label does not
begin so; and "Avengers: Infinity War - Part I", where the label is what stands before the part, and
no other film is the second part. That the label is a different one is not enough: many films have
several good titles, and lists keep the data set's.
"""

import re
from collections.abc import Sequence

from engine.catalogue.dataset import Dataset
from engine.catalogue.folding import fold
from engine.catalogue.titles import natural, split_year
from engine.catalogue.widened import showing
from engine.facts.movie_facts import Facts

_UNTITLED = "untitled "
_PART = re.compile(r"(.+) part (?:(1|i|one)|2|ii|two)")
_PERHAPS = re.compile(r"^untitled |\bpart (?:[12]|ii?|one|two)\b", re.IGNORECASE)


def with_labels(dataset: Dataset, facts: Facts | None) -> Dataset:
    """The data set, which shows the labels of the facts in place of placeholders."""
    return showing(dataset, _released(dataset, facts.english_titles) if facts else {})


def _released(dataset: Dataset, labels: Sequence[str]) -> dict[int, str]:
    """By row, the label of each movie whose title is a placeholder."""
    told = {
        row: (fold(natural(split_year(title)[0])), fold(label))
        for row, (title, label) in enumerate(zip(dataset.file_titles, labels, strict=False))
        if _PERHAPS.search(title)
    }
    parts = {row: _PART.fullmatch(title) for row, (title, _) in told.items()}
    continued = {
        part[1]
        for row, part in parts.items()
        if part and not part[2] and (told[row][1] or part[1]).startswith(part[1])
    }

    def is_placeholder(row: int) -> bool:
        (title, label), part = told[row], parts[row]
        if title.startswith(_UNTITLED):
            return not f"{label} ".startswith(_UNTITLED)
        is_first = part is not None and bool(part[2]) and part[1] == label
        return is_first and label not in continued

    return {row: labels[row] for row, (_, label) in told.items() if label and is_placeholder(row)}
