"""xDeepFM: Lian et al., Combining Explicit and Implicit Feature Interactions, arXiv 1803.05170."""

import torch
from torch import Tensor, nn

from engine.model.architectures.field_model import FieldModel, pair_sum, silent_mlp
from engine.model.features import Features
from engine.model.optimizer import Rows
from engine.model.settings import Settings

MAPS = (8, 8)
CIN_DECAY = 12  # times that of embeddings; with as much as theirs it learns noise


class CIN(nn.Module):
    """Compressed interaction network: layer k holds feature vectors made of k + 1 fields.

    Each map of a layer is a weighted sum of the element-wise products of every vector of the
    layer before with every field (equation 6); all maps, summed over their width, are weighted
    into one number (equations 7 and 8). That number is 0 at first.
    """

    def __init__(self, fields: int) -> None:
        super().__init__()
        sizes = (fields, *MAPS)
        self.layers = nn.ModuleList(
            nn.Linear(before * fields, maps, bias=False)
            for before, maps in zip(sizes, MAPS, strict=False)
        )
        self.output = nn.Linear(sum(MAPS), 1, bias=False)
        nn.init.zeros_(self.output.weight)

    def forward(self, fields: Tensor) -> Tensor:
        """[batch, fields, width] -> [batch]."""
        across = fields.transpose(1, 2)
        maps, pooled = across, []
        for weights in self.layers.parameters():
            # The fields are summed before the products are taken: the same, with fewer products.
            summed = across @ weights.view(-1, across.shape[2]).T
            maps = (
                summed.view(*maps.shape[:2], len(weights), maps.shape[2]) * maps[..., None, :]
            ).sum(3)
            pooled.append(maps.sum(1))
        stars: Tensor = self.output(torch.cat(pooled, dim=1)).squeeze(1)
        return stars


class XDeepFM(FieldModel):
    """First-order weights, a CIN and an MLP over one shared embedding table, and the FM's pairs.

    The paper has no pair sum, as a CIN can learn one. Here it is kept, and the CIN adds to it:
    a sum of learned weights is worse than the exact one.
    """

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings)
        self.cin = CIN(self.field_count)
        self.mlp = silent_mlp(self.field_count * self.width, settings)

    def interact(self, fields: Tensor) -> Tensor:
        """The explicit interactions plus the deep part: [batch, fields, width] -> [batch]."""
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        explicit: Tensor = self.cin(fields)
        return pair_sum(fields) + explicit + deep

    def decays(self, settings: Settings) -> list[tuple[list[Rows], float]]:
        """Those of every model, and the CIN's, into which scale could flee from the embeddings."""
        cin = [Rows(each) for each in self.cin.parameters()]
        return [*super().decays(settings), (cin, CIN_DECAY * settings.embedding_decay)]
