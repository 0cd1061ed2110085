"""Times as the files that this program writes have them."""

from datetime import UTC, date, datetime


def utc(seconds: float) -> str:
    """Unix seconds as a time of ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_day(seconds: float) -> date:
    """The day in UTC of Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC).date()
