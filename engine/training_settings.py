"""How a model is trained; apart from the training itself, so that a screen can import it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What a training run goes by; found by search on validation parts, never on a test part."""

    epochs: int = 6
    batch_size: int = 1024
    learning_rate: float = 5e-3
    embedding_decay: float = 1.5
    first_order_decay: float = 1.0
    hide_movie: float = 0.35
    validation_fraction: float = 0.05
    patience: int = 2
    seed: int = 1
