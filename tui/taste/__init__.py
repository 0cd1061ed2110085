"""Taste: pictures of the ratings, and the map of the movies."""
