"""The table of readers holds all there are, and people hear of each program."""

import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

from engine import exchange
from engine.exchange import any_csv, own_json, trakt
from engine.exchange.contents import Document, Table, Tree, read_document, read_table, read_tree
from engine.exchange.readers import READERS, listed, programs
from engine.exchange.untrusted_files import Part
from engine.files.problems import Problems
from tests.engine.exchange.samples import SAMPLES

TEXTS = {
    name: content.decode(
        {"imdb_old": "cp1252", "any": "utf-16", "kinopoisk": "cp1251"}.get(name, "utf-8")
    )
    for name, content in SAMPLES.items()
    if name != "zip"
}


def content_of(part: Part) -> Table | Document | Tree:
    if part.kind == "json":
        return read_document(part, Problems())
    return read_table(part, Problems()) if part.kind == "csv" else read_tree(part, Problems())


def test_no_reader_is_missing_in_the_table() -> None:
    names = [name for _, name, _ in pkgutil.walk_packages(exchange.__path__, "engine.exchange.")]
    readers = {
        name
        for name, module in zip(names, map(import_module, names), strict=True)
        if hasattr(module, "recognises") and hasattr(module, "read")
    }
    assert len(readers) > 9
    assert {getattr(reader, "__name__", "") for reader in READERS} == readers
    assert len(READERS) == len(readers)


@pytest.mark.parametrize("name", TEXTS)
def test_each_sample_is_known_by_one_reader_and_perhaps_as_any_csv(name: str) -> None:
    content = content_of(Part("file", TEXTS[name]))
    kind = Part("file", TEXTS[name]).kind
    known = [reader for reader in READERS if kind == reader.KIND and reader.recognises(content)]
    assert len([reader for reader in known if reader is not any_csv]) == (name != "any")
    assert known


def test_an_empty_list_is_trakt_s_and_one_of_something_else_nobody_s() -> None:
    documents = [read_document(Part("x", text), Problems()) for text in ("[]", "[1]", "{}", "[{}]")]
    assert [trakt.recognises(document) for document in documents] == [True, False, False, False]
    assert not any(own_json.recognises(document) for document in documents)


def test_people_hear_of_every_program_in_one_order() -> None:
    assert listed(programs()) == (
        "Letterboxd, IMDb, Trakt, TMDB, MovieLens.org, Criticker, Simkl, Kinopoisk, Netflix, "
        "Yamtrack, Movary, FilmAffinity or any CSV"
    )
    assert programs("json") == ("Trakt", "Simkl")
    assert programs("csv")[-1] == "any CSV"
    own = {"movierec-tui", "Letterboxd's import layout", "CSV"}
    assert {reader.NAME for reader in READERS} - own == set(programs()) - {"any CSV"}


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(["A"]), listed(["A", "B"], "and")] == ["A", "A and B"]


def test_to_tell_what_can_be_read_loads_nothing_slow() -> None:
    code = "import sys, engine.exchange.readers; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "engine.exchange.criticker" in loaded
    assert not {"numpy", "pandas", "torch", "rapidfuzz"} & set(loaded)
