"""Help for where you are, and about the program."""
