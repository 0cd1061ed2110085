"""Reads the records in a file, whichever program wrote it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from engine.exchange import any_csv
from engine.exchange.any_csv import Columns
from engine.exchange.contents import Content, Table, read_document, read_table, read_tree
from engine.exchange.readers import READERS, listed, programs
from engine.exchange.records import ExchangeError, Record, UnknownColumnsError
from engine.exchange.untrusted_files import Part, open_parts
from engine.files.problems import Problem, Problems

# Files of an archive: if a movie is rated twice, the file that comes first here counts.
_ORDER = ("ratings", "diary", "reviews", "watched", "watchlist")


@dataclass(frozen=True)
class Export:
    """The records of a file, and what could not be used."""

    source: str
    records: list[Record]
    problems: tuple[Problem, ...]


def read_export(path: Path, columns: Columns | None = None) -> Export:
    """Read an export; columns, if given, says what a CSV's columns mean.

    Raises ExchangeError if the file cannot be read or nothing in it is recognised.
    """
    parts = open_parts(path)
    if len(parts) == 1:
        return read_part(parts[0], columns)
    exports = []
    for part in sorted(parts, key=_rank):
        if part.kind == "json" or _rank(part) < len(_ORDER):
            try:
                exports.append(read_part(part, None))
            except ExchangeError:
                continue  # an export contains much else: profiles, comments, settings
    if not exports:
        raise ExchangeError(
            f"{path.name}, line 1: the archive contains no ratings in a known layout. "
            "Name the whole export of Letterboxd or Trakt."
        )
    records = _without_repeats([record for export in exports for record in export.records])
    return Export(
        exports[0].source, records, tuple(p for export in exports for p in export.problems)
    )


def _rank(part: Part) -> int:
    stem = PurePosixPath(part.name).stem.casefold()
    ranks = [rank for rank, word in enumerate(_ORDER) if word in stem]
    return ranks[0] if ranks else len(_ORDER)


def _without_repeats(records: list[Record]) -> list[Record]:
    """The first record of each movie, ratings before the rest."""
    kept: dict[tuple[object, ...], Record] = {}
    for record in sorted(records, key=lambda record: record.stars is None):
        key = (record.title, record.year, record.imdb_id, record.tmdb_id, record.is_series)
        kept.setdefault(key, record)
    return list(kept.values())


def read_part(part: Part, columns: Columns | None) -> Export:
    """Read one file of an export; raises ExchangeError."""
    problems = Problems()
    content = _content(part, problems)
    if columns and isinstance(content, Table):
        named = _with_title(any_csv.read(content, columns), content)
        return Export(any_csv.NAME, list(named), problems.all())
    for reader in READERS:
        if part.kind == reader.KIND and reader.recognises(content):
            found = reader.read(content)
            records = _with_title(found, content) if isinstance(content, Table) else found
            return Export(reader.NAME, list(records), problems.all())
    raise _unknown(part, content)


def _content(part: Part, problems: Problems) -> Content:
    """The content of a part; raises ExchangeError."""
    if part.kind == "json":
        return read_document(part, problems)
    if part.kind == "csv":
        return read_table(part, problems)
    try:
        return read_tree(part, problems)
    except ValueError as error:
        raise _unknown_xml(part, str(error)) from error


def _with_title(records: Iterable[Record], table: Table) -> Iterator[Record]:
    """Yield the records that name a movie; note the others as problems."""
    for record in records:
        ids = record.imdb_id or record.tmdb_id or record.movielens_id is not None
        if record.title or ids:
            yield record
        else:
            table.problems.add("title", table.name, record.line, "title", "no movie is named")


def _unknown(part: Part, content: Content) -> ExchangeError:
    """The error for a file that no reader recognises."""
    if isinstance(content, Table):
        return UnknownColumnsError(
            f"{part.name}, line 1: no columns of titles and ratings were recognised. "
            "Name them with --title-column and --rating-column.",
            content.header,
        )
    if part.kind == "xml":
        return _unknown_xml(part, "it contains no film")
    return ExchangeError(
        f"{part.name}, line 1: this JSON is not a list of ratings from {listed(programs('json'))} "
        "or from this program. Name ratings-movies.json or the whole ZIP."
    )


def _unknown_xml(part: Part, why: str) -> ExchangeError:
    known = listed(programs("xml"))
    return ExchangeError(
        f"{part.name}, line 1: this XML is not a list of ratings from {known} ({why}). "
        f"Name the XML that {known} exports."
    )
