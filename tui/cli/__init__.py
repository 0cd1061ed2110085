"""The movierec-tui command: the app by default, and verbs that need no screen.

Read command first (the table of verbs), then options (what the verbs share).
"""
