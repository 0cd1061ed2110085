"""Saves and loads models: safetensors with a JSON header, no pickle."""

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.files.atomic import replacing
from engine.files.problems import UserFacingError
from engine.files.regular import check_regular
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.features import Bags
from engine.model.settings import Settings

FORMAT = 4  # 3 had no members
LARGEST_WEIGHT = 1e4  # what is learned stays below a hundred
_LARGEST_MEASURE = 1e9
_LARGEST_HIDDEN = 4096
_KEY = "movierec"
# What numbers, texts and sizes that do not go together make Python and torch raise.
_UNFIT = (KeyError, TypeError, ValueError, ArithmeticError, RuntimeError, MemoryError)


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

    Raises CheckpointError if the file cannot be written, or if load would refuse the weights.
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
    if not _are_sound(tensors):
        raise CheckpointError(
            f"{path}: the model could not be saved, as its weights are no usable numbers. A model "
            "from before is as it was. Train again with another seed or model."
        )
    header["sha256"] = _digest(header, tensors)
    try:
        with replacing(path) as half_written:
            safetensors.torch.save_file(tensors, half_written, {_KEY: json.dumps(header)})
    except (OSError, safetensors.SafetensorError) as error:
        raise CheckpointError(f"{path}: the model could not be saved ({error}).") from error


def load(path: Path, dataset: Dataset, facts: Bags | None = None) -> tuple[FieldModel, Measures]:
    """Read a model that was trained on this data set with these facts.

    Raises CheckpointError if the file is damaged, was not written by this program, has another
    format, belongs to other data, or has numbers that cannot be used, and FileNotFoundError if
    there is no file.
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
        settings = _settings(header["settings"], tensors)
        measures = _measures(header["measures"])
        features = features_for(settings, dataset, facts)
        if header["features"] != features.fingerprint:
            raise CheckpointError(f"{path}: the model was trained with other facts. Train again.")
        model = build_model(features, settings)
        model.load_state_dict(tensors)
    except _UNFIT as error:
        raise CheckpointError(f"{path}: the model does not fit its data. Train again.") from error
    if not _are_sound(tensors):
        raise CheckpointError(f"{path}: the model's weights are no usable numbers. Train again.")
    return model.eval(), measures


def _read_header(path: Path) -> dict[str, Any]:
    try:
        check_regular(path)
        with safetensors.safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {})[_KEY])
    except (
        *(OSError, KeyError, ValueError, RecursionError),
        safetensors.SafetensorError,
    ) as error:
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


def _settings(told: dict[str, Any], tensors: dict[str, Tensor]) -> Settings:
    """The settings; raises one of _UNFIT for what are none, before a model of any size is built."""
    settings = Settings(**told)
    for name, usual in asdict(Settings()).items():
        value = getattr(settings, name)
        if type(value) is not type(usual) and not (type(value) is int and type(usual) is float):
            raise TypeError(name)
        if type(value) is float and not math.isfinite(value):
            raise ValueError(name)
    if tensors["embedding.weight"].shape[1:] != (settings.whole_width,):
        raise ValueError("width")
    if min(settings.hidden, settings.members) < 1 or settings.whole_hidden > _LARGEST_HIDDEN:
        raise ValueError("hidden")
    return settings


def _measures(told: dict[str, Any]) -> Measures:
    """The measures; raises TypeError or ValueError for what are none."""
    measures = Measures(**told)
    for value in asdict(measures).values():
        if type(value) not in (int, float) or not 0 <= value <= _LARGEST_MEASURE:
            raise ValueError("no measure")
    return measures


def _are_sound(tensors: dict[str, Tensor]) -> bool:
    """Whether every weight is a number of a size that training can lead to."""
    return all(bool((each.abs() <= LARGEST_WEIGHT).all()) for each in tensors.values())


def _digest(header: dict[str, Any], tensors: dict[str, Tensor]) -> str:
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name in sorted(tensors):
        digest.update(tensors[name].cpu().numpy().tobytes())
    return digest.hexdigest()
