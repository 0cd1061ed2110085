"""Export: asks where to write a file, and overwrites none without being told twice."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from tui.base.box import Box
from tui.exports.writers import Writer


class ExportScreen(Box[str]):
    """Asks for a file; after a mistake, says what is wrong and keeps what was typed."""

    HELP_TEXT: ClassVar[str] = """\
**Enter** writes the file. If the file exists, press Enter once more to overwrite it. **Esc** goes
back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="export-back"),
    ]

    def __init__(self, what: str, proposal: Path, write: Writer) -> None:
        super().__init__()
        self._what = what
        self._proposal = proposal
        self._write = write
        self._agreed: str | None = None

    def compose_box(self) -> ComposeResult:
        """One question."""
        with Vertical(id="box") as box:
            box.border_title = f"Export {self._what}"
            yield Input(str(self._proposal), id="path", select_on_focus=False)
            yield Static(id="trouble", markup=False)
            with Horizontal():
                yield Button("Write", id="write", variant="primary")
                yield Button("Back", id="back")

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def _go(self) -> None:
        from engine.files.csv_writing import ExportError

        typed = self.query_one("#path", Input).value.strip()
        if not typed:
            self._say("Type the name of a file.")
            return
        try:
            written = self._write(Path(typed), self._agreed == typed)
        except FileExistsError as error:
            self._agreed = typed
            self._say(f"{error} exists. Press Enter again to overwrite it.")
        except ExportError as error:
            self._say(str(error))
        else:
            self.dismiss(written)

    def _say(self, sentence: str) -> None:
        self.query_one("#trouble", Static).update(sentence)
