"""Everything that works without a screen.

Data flows one way, and packages import only those before them:

    files      bytes and rows on disk and from the network
    catalogue  movies and ratings of a data set, ids mapped to rows once; search over titles
    facts      what Wikidata says of a movie
    profile    one person's ratings on disk
    model      features, the four models, training, checkpoints
    recommend  one person: fold-in, predictions, ranking, reasons, what to ask
    evaluation models and rankings compared on held-out ratings
    exchange   ratings from and to other programs

facts, profile and model do not know one another; nor do evaluation and exchange.
"""
