"""Measures what the README promises: times and scores."""

import tui  # noqa: F401 - before Textual, for which it sets how many frames to draw
