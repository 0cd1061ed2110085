"""What the export screen writes; the engine's part is imported when it is needed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.profile import Entry

if TYPE_CHECKING:
    from engine.advice import Advice
    from engine.dataset import Dataset

Writer = Callable[[Path, bool], Path]


def recommendations(advice: "Advice", dataset_name: str) -> Writer:
    """A writer of these recommendations."""

    def write(path: Path, overwrite: bool) -> Path:
        from engine.export import export_recommendations

        return export_recommendations(path, advice, dataset_name, overwrite)

    return write


def ratings(dataset: "Dataset", entries: Sequence[Entry]) -> Writer:
    """A writer of these ratings."""

    def write(path: Path, overwrite: bool) -> Path:
        from engine.exchange.writing import write_entries

        (written,) = write_entries(path, dataset, entries, overwrite=overwrite).paths
        return written

    return write
