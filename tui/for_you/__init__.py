"""For you: the ranked list, why, and the panel that steers it.

Read part first (how there come to be recommendations), then screen, then steering.
"""
