"""CSV files as tests write and read them."""

from pathlib import Path

from engine.files.csv_cells import Kind
from engine.files.csv_tables import read_table
from engine.files.problems import Problems


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(
    path: Path, content: str | bytes, columns: dict[str, Kind]
) -> tuple[list[tuple[object, ...]], list[int], list[str]]:
    """The rows that could be used, the lines they stand on, and what was said of the others."""
    problems = Problems()
    table = read_table(write(path, content), columns, problems)
    rows = list(table.itertuples(index=False, name=None))
    return rows, table.index.tolist(), [str(problem) for problem in problems.all()]
