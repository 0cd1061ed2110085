"""Facts about movies, fetched from Wikidata. There is no screen: the palette offers it."""
