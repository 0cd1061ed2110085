"""Exports: writes recommendations, ratings and the watchlist to files."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from engine.files.paths import persons_home
from engine.profile.entries import Entry, is_seen_unrated
from tui.base.part import Command, Part

if TYPE_CHECKING:
    from engine.exchange.writing import Layout
    from tui.exports.writers import Writer


class Exports(Part):
    """Asks for a file, and writes it in the chosen layout."""

    COMMANDS = (
        Command("Export recommendations", "As a CSV file", "recommendations", key="export"),
        Command("Export ratings", "As a CSV file that can be imported again", "ratings"),
        Command(
            "Export ratings for Letterboxd", "In its import layout", "ratings", ("letterboxd",)
        ),
        Command(
            "Export ratings as IMDb does",
            "For programs that import from IMDb",
            "ratings",
            ("imdb",),
        ),
        Command(
            "Export ratings as JSON", "With all that is known about them", "ratings", ("json",)
        ),
        Command("Export watchlist", "As a CSV file that can be imported again", "watchlist"),
        Command("Export watchlist for Letterboxd", "To import there", "watchlist", ("letterboxd",)),
        Command("Export seen movies", "As a CSV file that can be imported again", "seen"),
        Command("Export seen movies for Letterboxd", "To import there", "seen", ("letterboxd",)),
        Command("Export recommendations for Letterboxd", "As a list to import there", "picks"),
    )

    def recommendations(self) -> None:
        """Write the recommendations to a CSV file."""
        advice, opened = self.state.advice, self.state.opened
        if advice is None or opened is None:
            self.ui.notice("There are no recommendations yet: they are being ranked")
            return
        from tui.exports import writers

        self._export("recommendations", writers.recommendations(advice, opened.dataset.name))

    def ratings(self, layout: "Layout" = "own") -> None:
        """Write the ratings to a file, in one of the layouts."""
        rated = [entry for entry in self.state.entries.values() if entry.stars is not None]
        self._export_entries("ratings", rated, layout)

    def watchlist(self, layout: "Layout" = "own") -> None:
        """Write the watchlist to a file, in one of the layouts."""
        wanted = [entry for entry in self.state.entries.values() if entry.watchlist]
        self._export_entries("watchlist", wanted, layout)

    def seen(self, layout: "Layout" = "own") -> None:
        """Write the movies that were seen and not rated to a file, in one of the layouts."""
        seen = list(filter(is_seen_unrated, self.state.entries.values()))
        self._export_entries("seen", seen, layout)

    def picks(self) -> None:
        """Write the recommendations to a file that Letterboxd imports as a list."""
        found = self.state.advice.recommendations if self.state.advice else ()
        picks = [Entry(item.movie.movie_id, watchlist=True) for item in found]
        self._export_entries("recommendations", picks, "letterboxd")

    def _export_entries(self, what: str, entries: Sequence[Entry], layout: "Layout") -> None:
        if self.state.opened is None or self.state.profile is None:
            self.ui.notice(self.state.missing)
            return
        from tui.exports import writers

        name = what if layout in ("own", "json") else f"{what}-{layout}"
        writer = writers.entries(self.state.opened.dataset, entries, layout)
        self._export(name, writer, "json" if layout == "json" else "csv")

    def _export(self, what: str, write: "Writer", suffix: str = "csv") -> None:
        from tui.exports.screen import ExportScreen

        name = f"movierec-{what}.{suffix}"
        if self.ui.is_in_browser:
            self._hand_over(name, write)
        else:
            self.ui.show(ExportScreen(what, persons_home() / name, write), self._exported)

    def _hand_over(self, name: str, write: "Writer") -> None:
        """Let the browser save a file: the disk is the server's, which may be another computer.

        One file, since browsers stop a second one that a key has not asked for: where there are
        several, they are in a ZIP.
        """
        with TemporaryDirectory() as folder:
            write(Path(folder) / name, False)
            # How a list was made, which stands beside it on a disk, is left out.
            paths = [path for path in Path(folder).iterdir() if path.name != f"{name}.json"]
            content = paths[0].read_bytes() if len(paths) == 1 else _zipped(paths)
        if len(paths) > 1:
            name = f"{Path(name).stem}.zip"
        self.ui.download(name, content)
        self.ui.notice(f"Your browser saves {name}")

    def _exported(self, written: str | None) -> None:
        if written is not None:
            self.ui.tell(written, "Written")


def _zipped(paths: Sequence[Path]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in sorted(paths):
            archive.write(path, path.name)
    return packed.getvalue()
