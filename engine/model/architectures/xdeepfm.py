"""xDeepFM: Lian et al., Combining Explicit and Implicit Feature Interactions, arXiv 1803.05170."""

import torch
from torch import Tensor, nn

from engine.model.architectures.field_model import FieldModel, silent_mlp
from engine.model.features import Features
from engine.model.settings import Settings

MAPS = (8, 8)


class CIN(nn.Module):
    """Compressed interaction network: layer k holds feature vectors made of k + 1 fields.

    Each map of a layer is a weighted sum of the element-wise products of every vector of the
    layer before with every field (equation 6); all maps, summed over their width, are weighted
    into one number (equations 7 and 8).
    """

    def __init__(self, fields: int) -> None:
        super().__init__()
        sizes = (fields, *MAPS)
        self.layers = nn.ModuleList(
            nn.Linear(before * fields, maps, bias=False)
            for before, maps in zip(sizes, MAPS, strict=False)
        )
        self.output = nn.Linear(sum(MAPS), 1, bias=False)
        self._start_as_fm(fields)

    def _start_as_fm(self, fields: int) -> None:
        """Make the first map the FM's sum of all pairs, and the output use only that."""
        pairs = 0.5 * (1 - torch.eye(fields))
        with torch.no_grad():
            next(self.layers.parameters())[0] = pairs.flatten()
            self.output.weight.zero_()
            self.output.weight[0, 0] = 1.0

    def forward(self, fields: Tensor) -> Tensor:
        """[batch, fields, width] -> [batch]."""
        across = fields.transpose(1, 2)
        maps, pooled = across, []
        for layer in self.layers:
            products = maps[..., :, None] * across[..., None, :]
            maps = layer(products.flatten(2))
            pooled.append(maps.sum(1))
        stars: Tensor = self.output(torch.cat(pooled, dim=1)).squeeze(1)
        return stars


class XDeepFM(FieldModel):
    """First-order weights, a CIN and an MLP over one shared embedding table, summed."""

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings)
        self.cin = CIN(self.field_count)
        self.mlp = silent_mlp(self.field_count * self.width, settings)

    def interact(self, fields: Tensor) -> Tensor:
        """The explicit interactions plus the deep part: [batch, fields, width] -> [batch]."""
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        explicit: Tensor = self.cin(fields)
        return explicit + deep
