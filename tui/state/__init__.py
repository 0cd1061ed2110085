"""What the screens show: read by them, changed by parts alone. Read state first."""
