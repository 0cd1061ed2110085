"""Taste: pictures of what the ratings say, and the map of the movies."""
