"""Rate: the search box, the lists of movies, and rating by keyboard."""
