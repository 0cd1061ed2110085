import csv
import io
from pathlib import Path
from zipfile import ZipFile

from tests.tui.alone import alone
from tests.tui.fakes import FakeEngine
from tui.exports.part import Exports
from tui.exports.screen import ExportScreen


def _export(part: Exports) -> None:
    def write(path: Path, _: bool) -> str:
        path.write_text("title\nThe Matrix\n", encoding="utf-8")
        return str(path)

    part._export("ratings", write)


def test_in_a_terminal_a_box_asks_where_to_write(engine: FakeEngine) -> None:
    here = alone(engine)
    _export(Exports(here.context))
    assert isinstance(here.app.screen, ExportScreen)
    assert not here.app.downloads


def test_in_a_browser_the_browser_gets_the_file_and_no_box_asks(engine: FakeEngine) -> None:
    here = alone(engine)
    here.app.is_web = True
    _export(Exports(here.context))
    content = here.app.downloads["movierec-ratings.csv"]
    assert list(csv.reader(io.StringIO(content.decode()))) == [["title"], ["The Matrix"]]
    assert here.app.screen == "rate"


def test_several_files_reach_the_browser_as_one_without_that_about_the_list(
    engine: FakeEngine,
) -> None:
    here = alone(engine)
    here.app.is_web = True
    part = Exports(here.context)

    def write(path: Path, _: bool) -> str:
        path.write_text("a list")
        path.with_name(f"{path.name}.json").write_text("how it was made")
        return str(path)

    part._export("recommendations", write)
    assert here.app.downloads == {"movierec-recommendations.csv": b"a list"}
    assert here.state.notice == "Your browser saves movierec-recommendations.csv"

    def split(path: Path, _: bool) -> str:
        for number in (1, 2):
            path.with_stem(f"{path.stem}-{number}").write_text(f"part {number}")
        return ""

    part._export("ratings", split)
    with ZipFile(io.BytesIO(here.app.downloads["movierec-ratings.zip"])) as packed:
        assert packed.namelist() == ["movierec-ratings-1.csv", "movierec-ratings-2.csv"]
