"""Bytes and rows on disk and from the network, whatever they are about.

In: paths, addresses and bytes of strangers. Out: checked rows, whole files, errors as sentences.
Read problems first (how faults are told), then csv_tables (a CSV file as typed columns).
"""
