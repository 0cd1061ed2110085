"""The profiles' file: one SQLite database, a journal of its changes, and backups."""
