"""Learns from ratings: features, the four models, training and checkpoints.

In: a Dataset, and facts as bags of values. Out: a trained FieldModel, and events during training.
Read features first, then architectures.field_model (the contract of a model), then training.
"""
