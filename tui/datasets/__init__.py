"""Data sets: read, fetched and remembered. There is no screen: the palette offers them."""
