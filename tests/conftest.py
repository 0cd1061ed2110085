import gc
import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path

import pytest

from engine.files import paths

# Small tensors on busy cores: torch's threads would wait for each other most of the time, here and
# in the programs that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

IN_MEMORY = Path("/dev/shm")
ROOM = 10**9  # several times of what all tests together leave there

RATINGS = """userId,movieId,rating,timestamp
1,10,4.0,964982703
1,20,0.5,964981247
2,10,5.0,1445714835
2,30,3.5,1445714854
7,10,4.0,1493846415
"""
MOVIES = """movieId,title,genres
10,"Matrix, The (1999)",Action|Sci-Fi
20,[REC] (2007),Horror
30,Paterson,(no genres listed)
40,Nobody's Movie (2001),Drama
"""
TAGS = """userId,movieId,tag,timestamp
1,10,bullet time,1445714994
2,10,dystopia,1445714996
2,20,found footage,1445714992
7,30,dystopia,1445714999
"""
LINKS = """movieId,imdbId,tmdbId
10,0133093,603
20,1038988,
30,5247022,370755
"""


def pytest_configure() -> None:
    """Let the tests' files lie in memory: each rating waits for the disk, here for none.

    All go at the end, those that torch leaves behind too. Whoever wants to look at some, or whose
    memory is small, names another place in TMPDIR.
    """
    has_room = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    if has_room and "TMPDIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="movierec-tests-", dir=IN_MEMORY)
        os.environ["TMPDIR"] = folder  # which the other workers find there
        tempfile.tempdir = None  # so that it is looked up again
        # After what multiprocessing itself removes there, by the priority -100.
        Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=-200)
    gc.disable()  # until all is imported, which leaves no garbage to speak of


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among the libraries' objects, which are to stay."""
    gc.freeze()
    gc.enable()


def write_folder(folder: Path, /, **files: str | bytes | None) -> Path:
    """Write a tiny MovieLens folder; files replace the usual text by stem, None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    usual: dict[str, str | bytes | None] = {
        "ratings": RATINGS,
        "movies": MOVIES,
        "tags": TAGS,
        "links": LINKS,
    }
    for stem, text in (usual | files).items():
        if text is not None:
            content = text.encode() if isinstance(text, str) else text
            (folder / f"{stem}.csv").write_bytes(content)
    return folder


def pack_folder(folder: Path) -> Path:
    """Gzip every CSV of a folder."""
    for file in list(folder.glob("*.csv")):
        file.with_suffix(".csv.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    return folder


def logged() -> str:
    """What is in the log, "" where there is none."""
    file = paths.log_file()
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps its files during a test, so that no test meets real ones."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MOVIEREC_HOME", str(folder))
    return folder


@pytest.fixture(scope="module")
def forked_app() -> Iterator[None]:
    """Fork the command on each terminal of a module's tests, so that it need not import torch."""
    from tests.forked import app_on
    from tests.tui.cli.command_line import Terminal

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Terminal, "begun", staticmethod(app_on))
        yield


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """GroupLens's own ml-latest-small, where a copy of it lies beside the repository."""
    folder = Path(__file__).parents[2] / "shared" / "ml-latest-small"
    if not folder.is_dir():
        pytest.skip("needs ml-latest-small in ../shared/ml-latest-small")
    return folder
