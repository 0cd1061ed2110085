"""What the export box writes; the engine's modules are imported when they are needed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.profile.entries import Entry

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.writing import Layout
    from engine.recommend.advice import Advice

# Writes to a path, over an existing file if it may; returns what to tell the person.
Writer = Callable[[Path, bool], str]


def recommendations(advice: "Advice", dataset_name: str) -> Writer:
    """A writer of some recommendations."""

    def write(path: Path, overwrite: bool) -> str:
        from engine.exchange.recommendations import export_recommendations

        return str(export_recommendations(path, advice, dataset_name, overwrite))

    return write


def entries(dataset: "Dataset", said: Sequence[Entry], layout: "Layout") -> Writer:
    """A writer of ratings or of a watchlist, in one of the layouts."""

    def write(path: Path, overwrite: bool) -> str:
        from engine.exchange.writing import write_entries

        written = write_entries(path, dataset, said, layout, overwrite)
        told = ", ".join(map(str, written.paths))
        left_out = f". Left out, without an id: {written.left_out}" if written.left_out else ""
        return f"{told}{left_out}"

    return write
