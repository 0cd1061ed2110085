"""Compares models and rankings on held-out ratings.

In: a Dataset and a Trial, which says what is measured on which split. Out: a Row of measures.
Read trials first, then ranking (nDCG, recall, coverage).
"""
