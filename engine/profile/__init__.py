"""One person's ratings, watchlist and dislikes on disk, safe from kills and damage.

In: what the person says of a movie. Out: Entry objects, by the movie ids of a data set.
Read entries first (what can be said), then profile (one person's, on disk), store (everybody's),
then the package storage.
"""
