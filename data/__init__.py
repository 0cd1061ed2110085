"""The bundled MovieLens snapshot: read-only files, and where they are."""

from pathlib import Path

FOLDER = Path(__file__).parent
CHECKSUMS = FOLDER / "SHA256SUMS"
