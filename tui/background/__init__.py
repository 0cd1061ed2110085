"""Engine calls in threads: what they are, how they run, and what is kept from disturbing keys.

Read runner first (the way out of the app's thread and home again), then engine_calls.
"""
