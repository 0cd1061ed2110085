"""Titles on the map: of the best-known movies, where they cover neither each other nor marks."""

from collections.abc import Collection, Iterable, Iterator

from rich.cells import cell_len, get_character_cell_size

from tui.widgets.columns import fitted
from tui.widgets.titles import plain_title

MOST = 15  # more would be noise
WIDEST = 26  # cells

Cell = tuple[int, int]


def labels(
    movies: Iterable[tuple[Cell, str]], width: int, height: int, taken: Collection[Cell]
) -> Iterator[tuple[Cell, str]]:
    """Where titles begin, and the titles, cut to what is shown.

    movies: the cells of movies and their titles, those first that shall have a label first. taken:
    cells that no label may cover. A title is to the right of its movie, or else to the left.
    """
    taken, written = set(taken), set[Cell]()
    found = 0
    for (x, y), title in movies:
        if found == MOST:
            break
        if (x, y) in written or not (0 <= x < width and 0 <= y < height):
            continue
        plain = plain_title(title)
        text = fitted(plain, min(WIDEST, cell_len(plain)), cut="middle")
        long = cell_len(text)
        for begin in (x + 2, x - 1 - long):
            # With a cell of room on either side; the movie's own mark is in one of them.
            cells = {(column, y) for column in range(begin - 1, begin + long + 1)}
            if begin >= 0 and begin + long <= width and not cells & taken:
                taken |= cells | {(x, y)}
                written |= cells
                found += 1
                yield (begin, y), text
                break


def letters(start: Cell, text: str) -> Iterator[tuple[Cell, str]]:
    """The cells of a label and what stands in each: "" in the second one of a wide character."""
    x, y = start
    shown: list[str] = []
    for letter in text:
        size = get_character_cell_size(letter)
        if size == 0 and shown:
            shown[-1] += letter
        shown += [letter, ""][:size]
    for column, letter in enumerate(shown, x):
        yield (column, y), letter
