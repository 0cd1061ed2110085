"""Datasets: chooses the data set, which the settings remember."""

from tui.background.control import JobControl
from tui.background.progress import Done, throttled
from tui.base.part import Command, Context, Part
from tui.log import error_log
from tui.session import Session
from tui.state.current import of_dataset
from tui.state.opened import Opened
from tui.state.run_log import ACTIVE

OFFERED = "ml-latest-small"


class Datasets(Part):
    """Reads data sets, and fetches them."""

    COMMANDS = (
        Command(
            f"Fetch {OFFERED}",
            "Newer movies, with tags and links (1 MB), and use them",
            "fetch",
            (OFFERED,),
        ),
        Command("Use the bundled movies", "MovieLens small of 2016", "open", ("bundled",)),
    )

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__(context)
        self._session = session
        self._download = JobControl()
        self._looks = False  # whether added movies are being read

    def open(self, choice: str | None) -> None:
        """Read a data set and use it; None means the bundled one."""
        engine, now = self.engine, self.state.opened

        def read(_tell: object) -> tuple[Opened, str]:
            from engine.catalogue.sources import lasting

            opened = engine.open_dataset(choice)
            # The movies in use stay as they are: to put them in use anew would end a training.
            if now is not None and now.dataset.fingerprint == opened.dataset.fingerprint:
                opened = now
            return opened, lasting(choice) if choice else ""

        self.background.run(
            "reading the movies",
            read,
            lambda found: self._opened(*found),
            failed=lambda sentence: self._not_opened(sentence, choice),
        )

    def look_for_added(self) -> None:
        """Put the data set in use anew if movies were added to it, or taken out, here or elsewhere.

        It waits while a model trains, which that would end.
        """
        from engine.catalogue.added_store import stamp

        opened, engine = self.state.opened, self.engine
        if opened is None or self._looks or self.state.log.phase in ACTIVE:
            return
        if stamp() == opened.added_stamp:
            return
        self._looks = True

        def over() -> None:
            self._looks = False

        def widened(found: Opened) -> None:
            over()
            self._session.use_dataset(found)

        def failed(sentence: str) -> None:
            over()
            self.ui.complain(sentence)

        dataset = opened.dataset
        self.background.run(
            "reading the added movies",
            lambda _: engine.with_added(dataset),
            widened,
            failed=failed,
            over=over,
            basis=of_dataset,
        )

    def fetch(self, name: str) -> None:
        """Download a data set and use it."""
        self._download.stop()
        self._download = control = JobControl()
        engine = self.engine
        self.ui.notice(f"Fetching {name}")
        self.background.run(
            "fetching",
            lambda tell: engine.fetch(name, throttled(tell), control.should_stop),
            lambda _: self._fetched(name),
            told=self._fetching,
            failed=self._not_fetched,
        )

    def close(self) -> None:
        """Stop a running download at its next chunk."""
        self._download.stop()

    def _opened(self, opened: Opened, choice: str) -> None:
        error_log.opened(opened.dataset)
        if choice:
            self.ui.remember("dataset", choice)
        if opened is self.state.opened:
            self.ui.notice(f"{opened.dataset.name} is in use already")
            return
        # Nobody can mend facts that were fetched: what could not be used of them is in the log.
        for sentence in opened.facts.remarks if opened.facts else ():
            error_log.remark(sentence)
        for sentence in opened.remarks:
            self.ui.complain(sentence)
        self._session.use_dataset(opened)

    def _not_opened(self, sentence: str, choice: str | None) -> None:
        self.ui.complain(sentence)
        if choice and self.state.opened is None:
            self.open(None)
        elif self.state.opened is None:
            self.state.dataset_trouble = "no movies could be read"
        self.ui.notice("")

    def _fetching(self, done: Done) -> None:
        here, whole = done
        of = f" of {whole / 1e6:.1f}" if whole else ""
        self.ui.notice(f"Fetching: {here / 1e6:.1f}{of} MB", stays=True)

    def _fetched(self, name: str) -> None:
        self.ui.notice(f"{name} is fetched")
        self.open(name)

    def _not_fetched(self, sentence: str) -> None:
        self.ui.complain(sentence)
        if self.state.opened is None:
            self.state.dataset_trouble = "no movies could be read"
        self.ui.notice("")
