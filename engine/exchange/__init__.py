"""Ratings from other programs: files read, movies found, changes planned."""
