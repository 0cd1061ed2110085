"""Train: choosing a model, training it, its curves, and the earlier runs."""
