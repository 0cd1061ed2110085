"""A file of facts about two of the tiny data set's movies, and reading what a test makes of it."""

import csv
import io
from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.facts.fact_files import read_facts
from engine.facts.movie_facts import Facts, FactsError

HEADER = (
    "movieId,title,wikidata_qid,directors_qid,directors,cast_qid,cast,companies_qid,companies,"
    "countries_qid,countries,wd_year,runtime_min,box_office,rt_score"
)
MATRIX = (
    "10,The Matrix (1999),Q83495,Q9544977|Q9545711,Lana Wachowski|Lilly Wachowski,"
    "Q43416|Q193048|Q81328,Keanu Reeves|Laurence Fishburne|Harrison Ford,"
    "Q126399,Warner Bros.,Q30|Q408,United States|Australia,1999.0,136.0,463517383.0,83.0"
)
PATERSON = "30,Paterson,Q19826618,Q191755,Jim Jarmusch,,,,,Q30,United States,2016.0,118.0,,96.0"
FILE = f"{HEADER}\n{PATERSON}\n{MATRIX}\n"


class Reader:
    """Reads what a test puts in a file."""

    def __init__(self, path: Path, dataset: Dataset) -> None:
        self.path = path
        self.dataset = dataset

    def __call__(self, content: str | bytes) -> Facts:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_facts(self.path, self.dataset)

    def fails(self, content: str | bytes) -> str:
        with pytest.raises(FactsError) as caught:
            self(content)
        return str(caught.value)


def changed(row: str, **cells: str) -> str:
    """A row with other cells in some columns."""
    found = dict(zip(HEADER.split(","), next(csv.reader([row])), strict=True)) | cells
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(found.values())
    return text.getvalue()


def widened(**columns: str) -> str:
    """The file with more columns, which both of its movies have the same in."""
    lines = [f"{HEADER},{','.join(columns)}"]
    lines += [f"{row},{','.join(columns.values())}" for row in (PATERSON, MATRIX)]
    return "\n".join(lines)
