"""Exports: the box that asks for a file, and what is written to the file."""
