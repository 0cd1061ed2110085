"""One person: fold-in, predictions, ranking, reasons, steering, and what to ask next.

In: a trained model, a profile's entries and what the person asks for. Out: Advice, a ranked list
with reasons. Read predictor first, then recommender, then personal_model, which ties it to disk.
"""
