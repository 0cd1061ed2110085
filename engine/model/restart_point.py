"""Saves how far training by several processes is, so that a restart can continue from there."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

from engine.files import paths
from engine.files.atomic import replacing
from engine.model import distributed
from engine.model.architectures.field_model import FieldModel
from engine.model.group import Group, GroupError
from engine.model.member import Member
from engine.model.settings import Settings

_KEY = "movierec-training"
Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Place:
    """How far training is. best: the best epoch, its training MSE and its validation MSE.

    seen: ratings that all processes have learned from; seconds: spent in steps.
    """

    epoch: int
    best: tuple[int, float, float]
    best_weights: Weights
    seen: int
    seconds: float


class RestartPoint:
    """Saves how far a group's training is after each epoch; a single process saves nothing.

    Each machine has its own file, written by its first process, so that none has to be shared; it
    is deleted at the end. Unlike a checkpoint, it also holds the state of the optimizer.
    """

    def __init__(
        self,
        group: Group,
        members: Sequence[Member],
        settings: Settings,
    ) -> None:
        """Members must have their starting biases: they identify the ratings, and so the file."""
        self._group = group
        self._members = members
        self.path = restart_file(members[0].model, settings, group.size)

    def found(self) -> Place | None:
        """Restore the members from the newest file, if torchrun has restarted the group.

        None if no file can be read, and at a first start, which deletes what earlier training has
        left. Collective.
        """
        if self._group.size == 1:
            return None
        if not self._group.agreed(distributed.restarted()):
            self.drop()
            return None
        content = _read(self.path)
        content = self._group.newest(_header(content).get("epoch", 0), content)
        return self._restored(content) if content else None

    def keep(self, place: Place) -> None:
        """Save how far training is; raises GroupError if the disk refuses."""
        if self._group.size == 1 or not distributed.first_here():
            return
        header = {
            "epoch": place.epoch,
            "best": place.best,
            "seen": place.seen,
            "seconds": place.seconds,
        }
        tensors = {f"best.{name}": each for name, each in place.best_weights.items()}
        for number, member in enumerate(self._members):
            states = {"model": member.model.state_dict(), "optimizer": member.optimizer.state()}
            for kind, state in states.items():
                tensors |= {f"{kind}{number}.{name}": each for name, each in state.items()}
        try:
            with replacing(self.path) as half_written:
                safetensors.torch.save_file(tensors, half_written, {_KEY: json.dumps(header)})
        except (OSError, safetensors.SafetensorError) as error:
            raise GroupError(
                f"{self.path}: the state of the training could not be saved ({error}). Make room, "
                "or name another folder with MOVIEREC_HOME."
            ) from error

    def drop(self) -> None:
        """Delete the file; raises OSError if the disk refuses."""
        if self._group.size > 1 and distributed.first_here():
            self.path.unlink(missing_ok=True)

    def _restored(self, content: bytes) -> Place:
        header, tensors = _header(content), safetensors.torch.load(content)
        parts: dict[str, Weights] = defaultdict(dict)
        for name, tensor in tensors.items():
            kind, _, rest = name.partition(".")
            parts[kind][rest] = tensor
        for number, member in enumerate(self._members):
            member.model.load_state_dict(parts[f"model{number}"])
            member.optimizer.restore(parts[f"optimizer{number}"])
        epoch, train_mse, validation_mse = header["best"]
        return Place(
            header["epoch"],
            (epoch, train_mse, validation_mse),
            parts["best"],
            header["seen"],
            header["seconds"],
        )


def restart_file(model: FieldModel, settings: Settings, processes: int) -> Path:
    """The file that says how far training by so many processes is."""
    told = json.dumps([asdict(settings), model.features.fingerprint, processes])
    digest = hashlib.sha256(told.encode())
    digest.update(model.first_order.weight.detach().cpu().numpy().tobytes())
    return paths.data_folder() / "trainings" / f"{digest.hexdigest()[:16]}.safetensors"


def _read(path: Path) -> bytes:
    """The content of a file; empty if it is missing or damaged."""
    try:
        content = path.read_bytes()
        safetensors.torch.load(content)
    except (OSError, safetensors.SafetensorError):
        return b""
    return content


def _header(content: bytes) -> dict[str, Any]:
    """What was saved beside the tensors; empty for an empty content."""
    if not content:
        return {}
    length = int.from_bytes(content[:8], "little")
    header: dict[str, Any] = json.loads(json.loads(content[8 : 8 + length])["__metadata__"][_KEY])
    return header
