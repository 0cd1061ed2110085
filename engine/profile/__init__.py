"""One person's ratings, watchlist and dislikes on disk, safe from kills and damage.

In: what the person says about movies. Out: Entry objects, by the movie ids of a data set.
Read entries first (what an Entry holds), then person (one person's entries on disk), store (all
profiles), then the package storage.
"""
