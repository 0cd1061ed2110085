"""Engine calls in threads: which ones there are, how they run, and what must not delay keys.

Read runner first (how a job leaves the app's thread and its outcome returns), then engine_calls.
"""
