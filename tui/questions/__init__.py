"""Questions: movies whose stars would tell most, nine at a time."""
