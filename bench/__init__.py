"""Measurements behind the README: what is promised, timed and scored."""
