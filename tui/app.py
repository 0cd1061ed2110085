"""MovieRecApp: owns the state and the parts, and passes keys on; it does no other work."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.events import Event, InputEvent, Key
from textual.filter import LineFilter
from textual.signal import Signal

from engine.files import paths
from tui import textual_internals
from tui.background.engine_calls import EngineCalls
from tui.background.garbage import SECONDS_BETWEEN_TIDYING, Garbage
from tui.background.runner import Background
from tui.background.saving import Saving
from tui.base.part import Context
from tui.base.place import Place
from tui.base.themes import THEMES
from tui.base.ui import Ui
from tui.key_order import KeyOrder
from tui.log import error_log
from tui.parts import Parts
from tui.places import PLACES, Entry
from tui.settings import Settings
from tui.state.current import Change, State
from tui.widgets.contrast import Contrast

# The folders whose styles the first frame needs; the others' may override what these say.
FIRST_STYLES = ("base", "movies", "rate", "widgets")
WHAT_IT_FINDS = "A command, or a movie"


def palette() -> type[Provider]:
    """What gives the palette its commands, imported when somebody opens it."""
    from tui.palette import Palette

    return Palette


def _style_of(folder: str) -> Path:
    return Path(__file__).parent / folder / "style.tcss"


class MovieRecApp(App[None]):
    """The application."""

    TITLE = "movierec-tui"
    DEFAULT_MODE = "rate"
    COMMANDS = {palette}  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        # A box types the question mark: there the line of keys shows the other key.
        Binding("question_mark", "do('help', 'show')", "Help", key_display="?", id="help-typed"),
        Binding("f1", "do('help', 'show')", "Help", key_display="F1", id="help"),
        *(
            Binding(
                place.key,
                f"switch_mode('{place.name}')",
                place.label,
                show=False,
                key_display=place.key.upper(),
                id=place.key_id,
            )
            for place in PLACES
        ),
        Binding("ctrl+p", "command_palette", "Palette", priority=True, id="palette"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="suspend"),
    ]

    def __init__(
        self,
        dataset: str | None = None,
        profile: str | None = None,
        engine: EngineCalls | None = None,
    ) -> None:
        """What the command line names takes precedence over what the settings remember.

        engine: the engine calls; tests pass quicker ones.
        """
        super().__init__(css_path=[_style_of(folder) for folder in FIRST_STYLES])
        self.state = State(Signal(self, "changed"))
        self.settings = Settings(paths.settings_file())
        self.ui = Ui(self, self.state, self.settings)
        background = Background(self, self.state)
        saving = Saving(self.ui)
        self.parts = Parts(
            Context(self.ui, self.state, background, engine or EngineCalls(), saving)
        )
        self._garbage = Garbage()
        self._keys = KeyOrder(self, super().on_event)
        self._contrast = Contrast()
        self._dataset_choice = dataset or self.settings.text("dataset")
        self._profile_choice = profile or self.settings.text("profile")
        for theme in THEMES:
            self.register_theme(theme)
        # Quietly: to change the theme would parse all styles twice before the first paint.
        self.set_reactive(MovieRecApp.theme, THEMES[0].name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(self.settings.keys())
        for place in PLACES:
            self.add_mode(place.name, partial(self._new, place))
        textual_internals.hear_of_crash(self, lambda error: error_log.keep(error, "the app"))

    def _new(self, entry: Entry) -> Place:
        place: Place = resolve_name(entry.screen)(self.state, self.parts)
        textual_internals.take_styles_as_parsed(self, place)
        return place

    # Start and end

    def on_load(self) -> None:
        """Let no collection of garbage delay the first frame; Textual calls this first."""
        self._garbage.while_starting()

    def on_mount(self) -> None:
        """Set up for the first frame."""
        self.set_interval(SECONDS_BETWEEN_TIDYING, self._garbage.tidy)
        theme = self.settings.text("theme")
        if theme in self.available_themes:
            self.theme = theme
        self.theme_changed_signal.subscribe(
            self, lambda theme: self.ui.remember("theme", theme.name)
        )
        self.state.changed.subscribe(self, self._follow)
        # Textual takes the terminal for painted when the process continues after Ctrl+Z.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())

    def on_ready(self) -> None:
        """Read files, which would delay the first frame; it has been painted now."""
        self._garbage.hold_back()
        styles = sorted(Path(__file__).parent.glob("*/style.tcss"))
        self.stylesheet.read_all(styles)
        self.stylesheet.parse()
        error_log.started("app")
        if self.settings.trouble:
            self.ui.complain(self.settings.trouble)
        self.parts.datasets.open(self._dataset_choice)
        bundled = (self._dataset_choice or "bundled") == "bundled"
        self.parts.profiles.begin(self._profile_choice, bundled=bundled)

    def on_unmount(self) -> None:
        """End running work, and leave the process as it was."""
        for part in self.parts.all():
            part.close()
        self._garbage.as_usual()

    # Passing on to the parts

    def _follow(self, change: Change) -> None:
        for part in self.parts.all():
            part.follow(change)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's and one more, in one: not every theme's colours can be read."""
        before = super().get_line_filters()
        if before != self._contrast.before:
            self._contrast = Contrast(before)
        return [self._contrast]

    async def on_event(self, event: Event) -> None:
        """Note when input comes, and hear keys in their order."""
        if isinstance(event, InputEvent):
            self._garbage.input_came()
        if isinstance(event, Key):
            await self._keys.take(event)
        else:
            await super().on_event(event)

    def get_key_display(self, binding: Binding) -> str:
        """As the pages write it: one key has one name on the whole screen."""
        display = super().get_key_display(binding)
        return "Esc" if display == "esc" else display

    def action_command_palette(self) -> None:
        """Open the palette, and say that it finds movies, too."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=WHAT_IT_FINDS, id="--command-palette"))

    async def action_quit(self) -> None:
        """Leave the app, unless a run has to be asked about first."""
        self.parts.training.quit()

    def action_do(self, part: str, verb: str, *arguments: object) -> None:
        """Call the verb of a part that a key names."""
        getattr(self.parts.named()[part], verb)(*arguments)
