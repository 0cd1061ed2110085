"""The movies and ratings of a data set.

In: a folder in MovieLens's layout, or the name of one to fetch. Out: a Dataset, with ids mapped to
rows once, and a title search. Read dataset first, then movielens, which makes one.
"""
