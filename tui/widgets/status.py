"""The status line: the profile, the data set and the model."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tui.state.current import Change, State
from tui.state.run_log import ACTIVE
from tui.widgets.columns import fitted
from tui.widgets.parts_line import BETWEEN_PARTS

LEAST_WIDTH, LEAST_HEIGHT = 60, 20


class StatusLine(Widget):
    """Profile, data set and model; a notice, or a word about the size, comes instead of them."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._drawn = ""

    def on_mount(self) -> None:
        """Follow every change."""
        self._state.changed.subscribe(self, self._redraw)

    def _redraw(self, _change: Change) -> None:
        self._draw()

    def on_resize(self) -> None:
        """The screen may have become too small, or large enough."""
        self._draw()

    def _draw(self) -> None:
        if self._text() != self._drawn:
            self.refresh()

    def render(self) -> RenderResult:
        """One line; the names in it are data, so nothing is read as markup."""
        self._drawn = self._text()
        return Content(self._drawn)

    def _text(self) -> str:
        size = self.app.size
        if size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT:
            return f"{size.width}x{size.height}: too small, {LEAST_WIDTH}x{LEAST_HEIGHT} fits"
        width = self.content_size.width
        if notice := self._state.notice:
            # What a key did stands at the end, after the title of a movie.
            return notice if cell_len(notice) <= width else fitted(notice, width, cut="middle")
        parts = self._parts()
        line = BETWEEN_PARTS.join(parts)
        if cell_len(line) > width:  # the data set can wait, the model cannot
            line = BETWEEN_PARTS.join((parts[0], *parts[2:]))
        return line

    def _parts(self) -> list[str]:
        state = self._state
        if state.profile:
            elsewhere = f" (+{len(state.elsewhere)} elsewhere)" if state.elsewhere else ""
            parts = [f"{state.profile.name}: {state.rating_count} rated{elsewhere}"]
        else:
            parts = ["no profile yet"]
        if state.opened:
            parts.append(state.opened.dataset.name)
        else:
            parts.append(state.dataset_trouble or "reading the movies")
        if not state.missing:  # no model is loaded until then
            parts.append(self._model())
        return parts

    def _model(self) -> str:
        state = self._state
        if state.log.phase in ACTIVE:
            return f"{state.log.phase.value} {state.log.progress:.0%}"
        if state.model is None:
            return state.engine
        if not state.folded_in:
            return "model trained"
        return f"model trained, {state.folded_in} since"
