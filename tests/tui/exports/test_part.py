import csv
import io
from pathlib import Path

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
