"""The words for a fact that two movies share."""

# A fact of any other field is never given as a reason.
WORDS = {
    "series": "part of {}",
    "directors": "directed by {}",
    "cast": "with {}",
    "companies": "by {}",
    "tags": "tagged {}",
    "genres": "{}",
    "wikidata_genres": "{}",
}
