import torch

from engine.model.architectures.fm import FM
from engine.model.examples import Examples
from engine.model.prediction import mean_squared_error
from engine.model.settings import Settings
from tests.engine.conftest import Taught


def test_the_error_is_that_of_the_stars_as_they_are_shown(taught: Taught) -> None:
    users, movies = torch.tensor([0, 0]), torch.tensor([1, 30])
    examples = Examples(users, movies, torch.tensor([5.0, 0.5]))
    for bias, expected in ((100.0, 4.5**2 / 2), (-100.0, 4.5**2 / 2)):
        model = FM(taught.model.features, Settings(width=4))
        torch.nn.init.constant_(model.bias, bias)
        assert mean_squared_error(model, examples, None) == expected
