"""One movie: what can be done with it, all that is known about it, and similar movies."""
