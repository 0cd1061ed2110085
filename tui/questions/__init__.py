"""Questions: asks about movies that tell the model most, nine at a time."""
