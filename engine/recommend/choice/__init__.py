"""Which movies a person would choose, from counts alone: no training, and no torch.

In: a Dataset, its Facts, and a person's ratings. Out: the score of every movie, and the parts that
add up to it, rating by rating and fact by fact. Read choice and model first, then
neighbours, walk, pairs and leanings.
"""
