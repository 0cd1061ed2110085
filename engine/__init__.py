"""Everything that works without a screen.

Data flows one way: a package imports only those listed before it.

    files      reads and writes files and downloads
    catalogue  the movies and ratings of a data set, ids mapped to rows once; title search
    facts      what Wikidata says about a movie
    profile    one person's ratings on disk
    model      features, the four models, training, checkpoints
    recommend  for one person: fold-in, predictions, ranking, reasons, what to ask next
    evaluation compares models and rankings on held-out ratings
    exchange   imports and exports ratings

facts, profile and model do not import one another; neither do evaluation and exchange.
"""
