"""The four models by name, each with the settings that a search on validation parts found."""

from engine.dataset import Dataset
from engine.features import Bags, Features, build_features, build_id_features
from engine.models.deepfm import DeepFM
from engine.models.fm import FM
from engine.models.layers import FieldModel
from engine.models.mf import MF
from engine.models.xdeepfm import XDeepFM
from engine.training_settings import Settings

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
