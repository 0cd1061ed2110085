import pytest

from engine.catalogue.stars import shown_stars


@pytest.mark.parametrize(
    ("prediction", "shown"),
    [(-1.0, 0.5), (0.4, 0.5), (0.5, 0.5), (3.27, 3.27), (5.0, 5.0), (5.3, 5.0)],
)
def test_a_prediction_is_shown_within_the_stars_that_can_be_given(
    prediction: float, shown: float
) -> None:
    assert shown_stars(prediction) == shown
