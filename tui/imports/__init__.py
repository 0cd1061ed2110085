"""Imports: pick a file, name its columns, see what it would change, import it."""
