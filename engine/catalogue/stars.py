"""The range of stars that can be given and shown."""

LEAST = 0.5
MOST = 5.0


def shown_stars(prediction: float) -> float:
    """A prediction clipped to the stars that can be given."""
    return min(MOST, max(LEAST, prediction))
