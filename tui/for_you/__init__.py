"""For you: the ranked list, its reasons, and the panel that steers it.

Read part first (how recommendations are made), then screen, then steering.
"""
