"""Pick a file: in a tree of folders, or by typing its path."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import DirectoryTree, Input, Static

from engine.exchange.readers import listed, programs
from engine.files.paths import PathError, expanded
from tui.base.box import Box

# Kinopoisk's table is an .xls, Criticker's text a .txt.
SUFFIXES = frozenset((".csv", ".json", ".xml", ".zip", ".xls", ".txt", ".tsv"))
NOTHING = "That folder shows no file of ratings, such as .csv or .zip. ⌫ goes up, / takes a path."


class ExportTree(DirectoryTree):
    """Folders, and the files in them that may hold ratings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("backspace", "screen.go_up", "Parent folder", key_display="⌫", id="folder-up"),
        # Priority: heard before the next key, so that a path typed right after it is not lost.
        Binding(
            "slash",
            "screen.type_path",
            "Type a path",
            key_display="/",
            priority=True,
            id="type-path",
        ),
    ]

    class Looked(Message):
        """A folder was looked into; found: whether there is anything to show of it."""

        def __init__(self, found: bool) -> None:
            super().__init__()
            self.found = found

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave out hidden files and folders, and files of other kinds; say if none is left."""
        left = [path for path in paths if not path.name.startswith(".") and _may_hold(path)]
        self.post_message(self.Looked(bool(left)))
        return left


def _may_hold(path: Path) -> bool:
    try:
        return path.is_dir() or path.suffix.lower() in SUFFIXES
    except OSError:
        return False


class PickFileScreen(Box[Path]):
    """A line for a path above a tree of folders; between them, what went wrong the last time."""

    HELP_TEXT: ClassVar[str] = f"""\
Pick a file that another program or site exported, as you downloaded it: {listed(programs())},
or this program's own export.

**Enter** opens a folder or picks a file, **Backspace** goes to the parent folder. **/** goes to the
box, where you can type a path, and **Down** goes back to the tree. A path may also be pasted, or a
file dropped on the terminal. **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="pick-back"),
        Binding("down", "to_tree", "To the files", show=False, id="pick-to-tree"),
    ]
    AUTO_FOCUS = "ExportTree"

    def __init__(self, folder: Path, typed: str = "", trouble: str = "") -> None:
        super().__init__()
        self._folder = folder
        self._typed = typed
        self._trouble = trouble

    def compose_box(self) -> ComposeResult:
        """The box for a path, the tree and the keys."""
        with Vertical(id="box") as box:
            box.border_title = "Import ratings"
            yield Input(
                self._typed,
                placeholder="Type a path, or pick a file below",
                id="path",
                compact=True,
            )
            yield Static(self._trouble, id="trouble", markup=False)
            yield ExportTree(self._folder, id="files")

    def action_to_tree(self) -> None:
        """Go from the box to the tree."""
        self.query_one(ExportTree).focus()

    def action_type_path(self) -> None:
        """Go to the box."""
        self.set_focus(self.query_one("#path"))

    def on_paste(self, event: Paste) -> None:
        """Take a path that is pasted, or dropped on the terminal, while the tree has the focus."""
        path = self.query_one("#path", Input)
        path.value = event.text.strip()
        self.set_focus(path)

    def action_go_up(self) -> None:
        """Show the parent folder."""
        tree = self.query_one(ExportTree)
        tree.path = Path(tree.path).absolute().parent

    @on(ExportTree.Looked)
    def _looked(self, event: ExportTree.Looked) -> None:
        """Say that a folder is empty; a complaint stands until another folder is shown."""
        said = self.query_one("#trouble", Static).content
        if said in ("", NOTHING):
            self._say("" if event.found else NOTHING)

    @on(DirectoryTree.FileSelected)
    def _picked(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)

    @on(Input.Submitted)
    def _typed_path(self, event: Input.Submitted) -> None:
        typed = event.value.strip().strip("'\"")
        try:
            self._go_to(typed)
        except PathError as error:
            self._say(str(error))
        except OSError as error:
            self._say(f"{typed}: this cannot be looked for ({error.strerror}).")

    def _go_to(self, typed: str) -> None:
        """Take the file or open the folder; raises PathError, and OSError from looking for it."""
        path = expanded(Path(typed))
        # The slash that led to the box may have been meant as the first character of the path.
        from_the_root = Path(path.absolute().anchor) / path
        path = from_the_root if from_the_root.exists() and not path.exists() else path
        if not typed:
            self._say("Type the path of a file.")
        elif path.is_dir():
            self.query_one(ExportTree).path = path
            self.action_to_tree()
        elif path.exists():
            self.dismiss(path)
        else:
            self._say(f"There is no file {path}.")

    def _say(self, sentence: str) -> None:
        self.query_one("#trouble", Static).update(sentence)
