"""Help about the current place, and about the program."""
