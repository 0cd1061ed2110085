"""The four models by name, each with the settings that a search on validation parts found."""

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.fm import FM
from engine.model.architectures.mf import MF
from engine.model.architectures.xdeepfm import XDeepFM
from engine.model.features import Bags, Features, build_features, build_id_features
from engine.model.settings import Settings

_CLASSES: dict[str, type[FieldModel]] = {
    "mf": MF,
    "fm": FM,
    "deepfm": DeepFM,
    "xdeepfm": XDeepFM,
}


def features_for(settings: Settings, dataset: Dataset, facts: Bags | None = None) -> Features:
    """What a model of this kind looks up; matrix factorization knows users and movies alone."""
    if settings.ids_alone:
        return build_id_features(dataset)
    return build_features(dataset, facts, tags=settings.tags)


def build_model(features: Features, settings: Settings) -> FieldModel:
    """An untrained model of the kind that the settings name."""
    return _CLASSES[settings.model](features, settings)
