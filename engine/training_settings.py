"""How a model is built and trained; apart from both, so that a screen can import it."""

from dataclasses import dataclass

MODEL_TITLES = {
    "mf": "MF",
    "fm": "FM",
    "deepfm": "DeepFM",
    "xdeepfm": "xDeepFM",
}


@dataclass(frozen=True)
class Settings:
    """What a model and its training go by; found by search on validation parts, never on tests.

    width: of every embedding. hidden, dropout: of the MLP. Decays are AdamW's weight decay.
    hide_movie: the share of examples whose movie is known by its facts alone. tags: whether
    tags.csv counts.
    """

    epochs: int = 6
    batch_size: int = 1024
    learning_rate: float = 4e-3
    embedding_decay: float = 3.0
    first_order_decay: float = 1.0
    hide_movie: float = 0.35
    validation_fraction: float = 0.05
    patience: int = 2
    seed: int = 1
    model: str = "deepfm"
    width: int = 64
    hidden: int = 64
    dropout: float = 0.4
    tags: bool = True


DEFAULTS = {
    "mf": Settings(model="mf", width=32, hide_movie=0.0),
    "fm": Settings(model="fm"),
    "deepfm": Settings(),
    "xdeepfm": Settings(model="xdeepfm", width=32),
}
