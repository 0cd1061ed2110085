"""The files of profiles' models, one for each profile and data set."""

import hashlib
from pathlib import Path

from engine.catalogue.dataset import Dataset
from engine.files import paths


def model_file(dataset: Dataset, profile: str) -> Path:
    """The file of a profile's model on a data set."""
    return paths.models_folder() / f"{dataset.fingerprint}-{_owner(profile)}.safetensors"


def pass_models_on(profile: str, new_name: str) -> None:
    """Rename a profile's models to its new name; raises OSError if the disk refuses."""
    for path in _models_of(profile):
        fingerprint, _, _ = path.stem.rpartition("-")
        path.replace(path.with_name(f"{fingerprint}-{_owner(new_name)}{path.suffix}"))


def drop_models(profile: str) -> None:
    """Delete a profile's models; raises OSError if the disk refuses."""
    for path in _models_of(profile):
        path.unlink(missing_ok=True)


def _models_of(profile: str) -> list[Path]:
    return list(paths.models_folder().glob(f"*-{_owner(profile)}.safetensors"))


def _owner(profile: str) -> str:
    return hashlib.sha256(profile.casefold().encode()).hexdigest()[:16]
