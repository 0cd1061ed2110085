"""Where a training of several processes is, on the disk: what a restart goes on from."""

import hashlib
import json
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
from engine.model.optimizer import OneCycleAdamW
from engine.model.settings import Settings

_KEY = "movierec-training"
Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Place:
    """How far a training is. best: epoch, training and validation MSE, and its weights.

    seen: ratings of this process; seconds: spent in steps.
    """

    epoch: int
    best: tuple[int, float, float]
    best_weights: Weights
    seen: int
    seconds: float


class RestartPoint:
    """Keeps the place of a group's training after each epoch; one on its own keeps none.

    Each machine has a file, written by its first process, so that none has to be shared; it is
    deleted at the end. Unlike a model that the app opens it has the state of the optimizer too.
    """

    def __init__(
        self,
        group: Group,
        model: FieldModel,
        settings: Settings,
        optimizer: OneCycleAdamW,
    ) -> None:
        """The model has its starting biases, by which the file is known: they tell the ratings."""
        self._group = group
        self._model = model
        self._optimizer = optimizer
        self.path = restart_file(model, settings, group.size)

    def found(self) -> Place | None:
        """Go on where the newest file says, if torchrun has restarted the group.

        None at a first start, which forgets what an earlier training has left, and where no file
        can be read. Told by every process.
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
        """Write where the training is; raises GroupError where the disk refuses."""
        if self._group.size == 1 or not distributed.first_here():
            return
        header = {
            "epoch": place.epoch,
            "best": place.best,
            "seen": place.seen,
            "seconds": place.seconds,
        }
        tensors = {f"model.{name}": each for name, each in self._model.state_dict().items()}
        tensors |= {f"best.{name}": each for name, each in place.best_weights.items()}
        tensors |= {f"optimizer.{name}": each for name, each in self._optimizer.state().items()}
        try:
            with replacing(self.path) as half_written:
                safetensors.torch.save_file(tensors, half_written, {_KEY: json.dumps(header)})
        except (OSError, safetensors.SafetensorError) as error:
            raise GroupError(
                f"{self.path}: where the training is could not be kept ({error}). Make room, or "
                "name another folder with MOVIEREC_HOME."
            ) from error

    def drop(self) -> None:
        """Forget where the training was; raises OSError where the disk refuses."""
        if self._group.size > 1 and distributed.first_here():
            self.path.unlink(missing_ok=True)

    def _restored(self, content: bytes) -> Place:
        header, tensors = _header(content), safetensors.torch.load(content)
        parts: dict[str, Weights] = {"model": {}, "best": {}, "optimizer": {}}
        for name, tensor in tensors.items():
            kind, _, rest = name.partition(".")
            parts[kind][rest] = tensor
        self._model.load_state_dict(parts["model"])
        self._optimizer.restore(parts["optimizer"])
        epoch, train_mse, validation_mse = header["best"]
        return Place(
            header["epoch"],
            (epoch, train_mse, validation_mse),
            parts["best"],
            header["seen"],
            header["seconds"],
        )


def restart_file(model: FieldModel, settings: Settings, processes: int) -> Path:
    """Where it is kept which epoch a training of so many processes has reached."""
    told = json.dumps([asdict(settings), model.features.fingerprint, processes])
    digest = hashlib.sha256(told.encode())
    digest.update(model.first_order.weight.detach().cpu().numpy().tobytes())
    return paths.data_folder() / "trainings" / f"{digest.hexdigest()[:16]}.safetensors"


def _read(path: Path) -> bytes:
    """A file that is whole, else nothing."""
    try:
        content = path.read_bytes()
        safetensors.torch.load(content)
    except (OSError, safetensors.SafetensorError):
        return b""
    return content


def _header(content: bytes) -> dict[str, Any]:
    """What is told beside the tensors; nothing of no content."""
    if not content:
        return {}
    length = int.from_bytes(content[:8], "little")
    header: dict[str, Any] = json.loads(json.loads(content[8 : 8 + length])["__metadata__"][_KEY])
    return header
