"""Reads the records in a file, whichever program wrote it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from engine.exchange import any_csv
from engine.exchange.any_csv import Columns
from engine.exchange.contents import Content, Table, read_document, read_table, read_tree
from engine.exchange.dates import dated
from engine.exchange.lists_left_out import is_list, told
from engine.exchange.readers import READERS
from engine.exchange.records import ExchangeError, Record
from engine.exchange.scales import rescaled
from engine.exchange.unknown_files import unknown, unknown_xml
from engine.exchange.untrusted_files import Part, open_parts
from engine.files.problems import Problem, Problems

# Files of an archive: if a movie is rated twice, the file that comes first here counts.
_ORDER = ("ratings", "diary", "reviews", "watched", "history", "films", "watchlist")


@dataclass(frozen=True)
class Export:
    """The records of a file, and what could not be used.

    guessed_scale: the best rating possible, where it was guessed; 0 where the file's kind says it.
    unread: sentences about files of an archive that should have ratings and could not be read.
    """

    source: str
    records: list[Record]
    problems: tuple[Problem, ...]
    guessed_scale: float = 0.0
    unread: tuple[str, ...] = ()


def read_export(path: Path, columns: Columns | None = None) -> Export:
    """Read an export; columns, if given, says what a CSV's columns mean.

    Raises ExchangeError if the file cannot be read or nothing in it is recognised.
    """
    parts = open_parts(path)
    if len(parts) == 1:
        return read_part(parts[0], columns)
    exports, lists, unread = [], {}, []
    for part in sorted(parts, key=_rank):
        if is_list(part):
            lists[part.name] = _rows_of(part)
        elif part.kind == "json" or _rank(part) < len(_ORDER):
            try:
                exports.append(read_part(part, None))
            except ExchangeError as error:
                if _rank(part) < len(_ORDER):
                    unread.append(str(error))
                # An export contains much else: profiles, comments, settings.
    if not exports:
        kind = "folder" if path.is_dir() else "archive"
        raise ExchangeError(
            f"{path.name}, line 1: the {kind} contains no ratings in a known layout. "
            "Name the whole export of Letterboxd or Trakt."
        )
    problems = tuple(problem for export in exports for problem in export.problems)
    problems += told(lists)
    # Files of one export have one scale.
    guess = max(export.guessed_scale for export in exports)
    records = rescaled(_without_repeats(exports), guess)
    return Export(exports[0].source, records, problems, guess, tuple(unread))


def _rows_of(part: Part) -> int:
    """How many movies a list has; 0 for a file that is none."""
    try:
        return sum(not record.is_series for record in read_part(part, None).records)
    except ExchangeError:
        return 0


def _rank(part: Part) -> int:
    stem = PurePosixPath(part.name).stem.casefold()
    ranks = [rank for rank, word in enumerate(_ORDER) if word in stem]
    return ranks[0] if ranks else len(_ORDER)


def _without_repeats(exports: list[Export]) -> list[Record]:
    """The records of the first file that has stars for a movie, else of the first that has it.

    When it was watched another file may tell, as Letterboxd's diary does.
    """
    watched: dict[tuple[object, ...], str] = {}
    file_of: dict[tuple[object, ...], int] = {}
    for is_rated in (True, False):
        for number, export in enumerate(exports):
            for record in export.records:
                name, day = _named(record), record.watched_on
                watched[name] = max(day, watched.get(name, ""))
                if (record.stars is not None) == is_rated:
                    file_of.setdefault(name, number)
    return [
        record if record.watched_on else replace(record, watched_on=watched[_named(record)])
        for number, export in enumerate(exports)
        for record in export.records
        if file_of[_named(record)] == number
    ]


def _named(record: Record) -> tuple[object, ...]:
    return record.title, record.year, record.imdb_id, record.tmdb_id, record.is_series


def read_part(part: Part, columns: Columns | None) -> Export:
    """Read one file of an export; raises ExchangeError."""
    problems = Problems()
    content = _content(part, problems)
    if columns and isinstance(content, Table):
        return _exported(any_csv.NAME, any_csv.read(content, columns), content)
    for reader in READERS:
        if part.kind == reader.KIND and reader.recognises(content):
            return _exported(reader.NAME, reader.read(content), content)
    raise unknown(part, content)


def _exported(source: str, found: Iterable[Record], content: Content) -> Export:
    """The records with their dates read, and without those that name no movie."""
    if isinstance(content, Table):
        found = _with_title(found, content)
    records = dated(found, content.name, content.problems)
    guess = content.guessed_scale if isinstance(content, Table) else 0.0
    return Export(source, records, content.problems.all(), guess)


def _content(part: Part, problems: Problems) -> Content:
    """The content of a part; raises ExchangeError."""
    if part.kind == "json":
        return read_document(part, problems)
    if part.kind == "csv":
        return read_table(part, problems)
    try:
        return read_tree(part, problems)
    except ValueError as error:
        raise unknown_xml(part, str(error)) from error


def _with_title(records: Iterable[Record], table: Table) -> Iterator[Record]:
    """Yield the records that name a movie; note the others as problems."""
    for record in records:
        ids = record.imdb_id or record.tmdb_id or record.movielens_id is not None
        if record.title or ids:
            yield record
        else:
            table.problems.add("title", table.name, record.line, "title", "no movie is named")
