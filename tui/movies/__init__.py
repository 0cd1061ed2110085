"""One movie: what can be done with it, all that is known of it, and the movies like it."""
