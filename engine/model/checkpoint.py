"""Saves and loads models: safetensors with a JSON header, no pickle."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.files.atomic import replacing
from engine.files.problems import UserFacingError
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.features import Bags
from engine.model.settings import Settings

FORMAT = 2
_KEY = "movierec"


class CheckpointError(UserFacingError):
    """A checkpoint that cannot be used."""


@dataclass(frozen=True)
class Measures:
    """Measures of a trained model: errors in squared stars, seconds, and the profile's ratings."""

    train_mse: float
    validation_mse: float
    seconds: float
    profile_ratings: int

    @property
    def noise(self) -> float:
        """Variance of a rating around its prediction; of few ratings none are held out."""
        return max(self.train_mse, self.validation_mse)


def save(path: Path, model: FieldModel, dataset: Dataset, measures: Measures) -> None:
    """Write a model in one step: a reader sees the old file or the new one, never half of one.

    Raises CheckpointError if the file cannot be written.
    """
    header = {
        "format": FORMAT,
        "settings": asdict(model.settings),
        "fields": [[field.name, field.size] for field in model.features.fields],
        "features": model.features.fingerprint,
        "dataset": dataset.fingerprint,
        "measures": asdict(measures),
    }
    tensors = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    header["sha256"] = _digest(header, tensors)
    try:
        with replacing(path) as half_written:
            safetensors.torch.save_file(tensors, half_written, {_KEY: json.dumps(header)})
    except (OSError, safetensors.SafetensorError) as error:
        raise CheckpointError(f"{path}: the model could not be saved ({error}).") from error


def load(path: Path, dataset: Dataset, facts: Bags | None = None) -> tuple[FieldModel, Measures]:
    """Read a model that was trained on this data set with these facts.

    Raises CheckpointError if the file is damaged, was not written by this program, has another
    format or belongs to other data, and FileNotFoundError if there is no file.
    """
    if not path.exists():
        raise FileNotFoundError(path)
    header = _read_header(path)
    if header.get("format") != FORMAT:
        raise CheckpointError(f"{path}: the model has another version's format. Train again.")
    if header.get("dataset") != dataset.fingerprint:
        raise CheckpointError(f"{path}: the model was trained on other data. Train again.")
    tensors = _read_tensors(path, header)
    try:
        settings = Settings(**header["settings"])
        features = features_for(settings, dataset, facts)
        if header["features"] != features.fingerprint:
            raise CheckpointError(f"{path}: the model was trained with other facts. Train again.")
        model = build_model(features, settings)
        model.load_state_dict(tensors)
        measures = Measures(**header["measures"])
    except (KeyError, TypeError, RuntimeError) as error:
        raise CheckpointError(f"{path}: the model does not fit its data. Train again.") from error
    return model.eval(), measures


def _read_header(path: Path) -> dict[str, Any]:
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {})[_KEY])
    except (OSError, KeyError, ValueError, safetensors.SafetensorError) as error:
        raise CheckpointError(
            f"{path}: the model file is damaged or not from this program. Train again."
        ) from error
    if not isinstance(header, dict):
        raise CheckpointError(f"{path}: the model file is not from this program. Train again.")
    return header


def _read_tensors(path: Path, header: dict[str, Any]) -> dict[str, Tensor]:
    """The tensors, checked against the digest that was saved with them."""
    saved = header.pop("sha256", None)
    try:
        tensors = safetensors.torch.load_file(path)
        whole = _digest(header, tensors) == saved
    except (OSError, TypeError, ValueError, RuntimeError, safetensors.SafetensorError) as error:
        raise CheckpointError(f"{path}: the model file is damaged. Train again.") from error
    if not whole:
        raise CheckpointError(f"{path}: the model file is damaged. Train again.")
    return tensors


def _digest(header: dict[str, Any], tensors: dict[str, Tensor]) -> str:
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name in sorted(tensors):
        digest.update(tensors[name].cpu().numpy().tobytes())
    return digest.hexdigest()
