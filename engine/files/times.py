"""Formats times for the files that this program writes."""

from datetime import UTC, date, datetime


def utc(seconds: float) -> str:
    """Unix seconds as an ISO 8601 time in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_day(seconds: float) -> date:
    """The day in UTC that Unix seconds fall on."""
    return datetime.fromtimestamp(seconds, UTC).date()
