"""Data sets: reads, fetches and remembers them. There is no screen: the palette offers it."""
