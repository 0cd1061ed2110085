"""Builds models and their features by name."""

from pkgutil import resolve_name

from engine.catalogue.dataset import Dataset
from engine.model.architectures.field_model import FieldModel
from engine.model.features import Bags, Features, build_features, build_id_features
from engine.model.settings import MODELS, Settings


def features_for(settings: Settings, dataset: Dataset, facts: Bags | None = None) -> Features:
    """The features for a model of this kind; matrix factorization uses only users and movies."""
    if settings.ids_alone:
        return build_id_features(dataset)
    return build_features(dataset, facts, tags=settings.tags)


def build_model(features: Features, settings: Settings) -> FieldModel:
    """An untrained model of the kind that settings name; raises KeyError for an unknown one."""
    kind: type[FieldModel] = resolve_name(MODELS[settings.model].place)
    return kind(features, settings)
