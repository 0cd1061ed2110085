"""What Wikidata knows of a movie: who made it, where, how long it is, what critics say.

In: a Dataset with its IMDb and TMDB ids. Out: Facts, one entry for each movie row, kept as a CSV.
Read movie_facts first (what Facts are), then fact_files (how a CSV of them is read), then wikidata
(how they are fetched).
"""
