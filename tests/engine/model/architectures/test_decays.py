"""Each field's embeddings decay in their own way, and each row of the tables is of one field."""

import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.decays import OF_FIELDS, rows_by_decay
from engine.model.architectures.deepfm import DeepFM
from engine.model.features import build_features
from engine.model.settings import Settings


def test_every_row_decays_once_as_its_field_does(two_crowds: Dataset) -> None:
    model = DeepFM(build_features(two_crowds), Settings(width=4))
    decays = {id(part): torch.zeros(len(part)) for part in model.embedding.parameters()}
    for rows, times in rows_by_decay(model.features, model.embedding):
        decays[id(rows.parameter)][rows.rows] += times
    told = torch.cat(list(decays.values()))
    expected = [OF_FIELDS.get(field.name, 1.0) for field in model.features.fields]
    sizes = torch.tensor([field.size for field in model.features.fields])
    assert torch.equal(told, torch.tensor(expected).repeat_interleave(sizes))


def test_where_settings_say_so_all_fields_decay_alike(two_crowds: Dataset) -> None:
    settings = Settings(width=4, decay_by_field=False, embedding_decay=3.0)
    model = DeepFM(build_features(two_crowds), settings)
    *of_fields, _ = model.decays(settings)
    assert {decay for _, decay in of_fields} == {3.0}
