"""Imports: pick a file, name its columns, look at what it would change, bring it in."""
