"""How a fact that two movies share is told."""

# Of fields that are not here one does not say "because".
WORDS = {
    "series": "part of {}",
    "directors": "directed by {}",
    "cast": "with {}",
    "companies": "by {}",
    "tags": "tagged {}",
    "genres": "{}",
    "wikidata_genres": "{}",
}
