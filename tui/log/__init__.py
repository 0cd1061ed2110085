"""The log file: what is written to it, and how it reaches the disk."""
