"""Boxes that several parts open: a page of text, a line of text, a number, names to tick."""
