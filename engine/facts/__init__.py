"""What Wikidata knows about a movie: who made it, where, its runtime, its critics' score.

In: a Dataset with its IMDb and TMDB ids. Out: Facts, one entry per movie row, kept as a CSV.
Read movie_facts first (what Facts are), then fact_files (how a CSV of them is read), then wikidata
(how they are fetched).
"""
