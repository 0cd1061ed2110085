"""Measurements behind the README: what is promised, timed and scored."""

import tui  # noqa: F401 - before Textual, which it tells how many frames to draw
