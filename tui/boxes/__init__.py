"""Boxes that several parts open: a page, a line of text, a number, names to tick."""
