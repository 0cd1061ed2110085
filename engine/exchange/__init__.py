"""Imports and exports ratings: reads files, finds their movies, plans changes, writes files.

In: untrusted export files, or a profile's entries. Out: a Plan of changes to a profile, or files.
Read reading first (a file to records), readers for the table of programs that write such files,
then matching (a record to a movie), then plan.
"""
