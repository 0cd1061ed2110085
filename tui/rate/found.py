"""What a query found: movies by their titles, and below them the movies of people."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui.widgets.columns import fitted
from tui.widgets.heading import Heading
from tui.widgets.parts_line import BETWEEN_PARTS

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset, Movie
    from engine.facts.people import Person
    from tui.state.opened import Opened

SHOWN = 100  # movies by their titles at most
ABOVE_PEOPLE = 10  # the same where people are found too
LONGEST_QUERY = 28  # cells, with which the caption and its hint fit a terminal of 80 columns
NEED_FACTS = "people need facts (Ctrl+P)"


class Found(NamedTuple):
    """The rows of movies by their titles, and people; searched_people: whether there were any."""

    rows: list[int]
    people: "list[Person]"
    searched_people: bool

    def caption(self, query: str) -> str:
        """Says how many movies there are, and what was not searched."""
        count = len(self.rows)
        if cell_len(query) > LONGEST_QUERY:
            query = fitted(query, LONGEST_QUERY, cut="middle")
        counted = f"The best {count}" if count in (SHOWN, ABOVE_PEOPLE) else f"{count}"
        is_none = not count and not self.people
        parts = [f"No title is like “{query}”" if is_none else f"{counted} for “{query}”"]
        if self.people:
            parts.append(f"below: {', '.join(dict.fromkeys(p.name for p in self.people))}")
        if not self.searched_people:
            parts.append(NEED_FACTS)
        if is_none:
            parts.append("try fewer letters")
        return BETWEEN_PARTS.join(parts)

    def lines(self, dataset: "Dataset") -> "list[Movie | Heading]":
        """The movies, those of people below headings."""
        return [*map(dataset.movie, self.rows), *people_lines(self.people, dataset)]


def find(opened: "Opened", query: str) -> Found:
    """Search titles, and people if there are facts."""
    people = opened.people
    persons = people.search(query) if people else []
    rows = opened.search.search(query, ABOVE_PEOPLE if persons else SHOWN)
    return Found(rows, persons, people is not None)


def people_lines(people: "Iterable[Person]", dataset: "Dataset") -> "Iterator[Movie | Heading]":
    """For each person a heading, then the movies they directed; the same for those with them."""
    for person in people:
        for words, rows in (("Directed by", person.directed), ("With", person.played_in)):
            if rows:
                yield Heading(f"{words} {person.name} ({len(rows)})")
                yield from map(dataset.movie, rows)
