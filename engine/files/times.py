"""Formats times for files and screens; a time that no calendar has becomes nothing."""

from datetime import UTC, datetime


def utc(seconds: float) -> str:
    """Unix seconds as an ISO 8601 time in UTC, to the second; "" outside the years 1 to 9999."""
    moment = utc_moment(seconds)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z" if moment else ""


def utc_day(seconds: float) -> str:
    """The day in UTC that Unix seconds fall on, as 2020-12-31; "" outside the years 1 to 9999."""
    moment = utc_moment(seconds)
    return moment.date().isoformat() if moment else ""


def local_day(seconds: float) -> str:
    """As utc_day, but the day where this computer is."""
    try:
        return datetime.fromtimestamp(seconds).astimezone().date().isoformat()
    except (OverflowError, ValueError, OSError):
        return ""


def utc_moment(seconds: float) -> datetime | None:
    """Unix seconds as a time in UTC; None outside the years 1 to 9999."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
