"""Reads what a person asks for in words: "french crime from the 70s, nothing with Depardieu".

Read parts first (what is made of a line), then words (what everybody says), names (what the movies
of a data set say), times, and reading, which puts them together.
"""
