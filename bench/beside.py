"""Files that may be beside the repository: real data, and what the program is compared with."""

from pathlib import Path

from engine.catalogue.sources import bundled_folder

SHARED = Path(__file__).parents[2] / "shared"
NOTEBOOK = SHARED / "peers" / "notebook_baseline.py"
FACTS = SHARED / "enrichment" / "wikidata_movies.csv.gz"


def usual_folder() -> Path:
    """The real ml-latest-small if it is there, else the bundled data."""
    real = SHARED / "ml-latest-small"
    return real if real.is_dir() else bundled_folder()
