"""The rows of a table in HTML, as some sites export one under the name of a spreadsheet."""

import re
from html.parser import HTMLParser

_CELLS = ("td", "th")
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|table|meta)\b", re.IGNORECASE
)


def is_html(text: str) -> bool:
    """Whether a text begins as HTML does."""
    return _BEGINS.match(text) is not None


def html_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows of all tables in a text, each with its line; cells are text without markup."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [row for row in reader.rows if any(cell.strip() for cell in row[1])]


class _Reader(HTMLParser):
    """Collects cells; a table inside a cell is read as rows of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[str]]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs  # colours and widths
        if tag == "tr":
            self.rows.append((self.getpos()[0], []))
        if tag in _CELLS and self.rows:
            self.rows[-1][1].append("")
        if tag in (*_CELLS, "tr"):
            self._is_in_cell = tag in _CELLS and bool(self.rows)

    def handle_endtag(self, tag: str) -> None:
        if tag in (*_CELLS, "tr", "table"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][1][-1] += data
