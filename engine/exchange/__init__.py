"""Ratings from and to other programs: files read, movies found, changes planned, files written.

In: exports of strangers, or a profile's entries. Out: a Plan of changes to a profile, or files.
Read reading first (a file to records), readers for the table of those who write them, then matching
(a record to a movie), then plan.
"""
