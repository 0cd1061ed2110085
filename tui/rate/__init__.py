"""Rate: the search, the lists of movies, and what a key says of one."""
