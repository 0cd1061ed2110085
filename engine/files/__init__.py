"""Reads and writes files, CSV rows and downloads, whatever they contain.

In: paths, URLs and untrusted bytes. Out: checked rows, complete files, errors as sentences.
Read problems first (how faults are reported), then csv_tables (a CSV file as typed columns).
"""
