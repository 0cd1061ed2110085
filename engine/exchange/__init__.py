"""Ratings from and to other programs: files read, movies found, changes planned, files written.

In: exports of strangers, or a profile's entries. Out: a Plan of changes to a profile, or files.
Read reading first (a file to records), then matching (a record to a movie), then plan.
"""
