"""Train: the choice of a model, its run, the curves and the runs before."""
