"""The seeds that tables report; settings are chosen on others."""

SEEDS = (1, 7, 42)
FRESH = (3, 11, 77, 2027, 31337)  # nothing was ever chosen on their splits
