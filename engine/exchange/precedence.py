"""Which of several records of one movie counts."""

from math import inf

from engine.exchange.records import Record
from engine.files.times import utc_day
from engine.profile.entries import UNDATED


def outdoes(record: Record, before: Record) -> bool:
    """Whether a record counts, and not one from an earlier row: stars do, then what was seen.

    Of two ratings the later counts. Where one tells no time of day, its whole day is its time; of
    two rows of one time the later row counts.
    """
    if _said(record) != _said(before):
        return _said(record) > _said(before)
    at, earlier = record.rated_at, before.rated_at
    if at and earlier and (record.is_whole_day or before.is_whole_day):
        return utc_day(at) >= utc_day(earlier)
    return _time_of(at) >= _time_of(earlier)


def is_newer(record: Record, rated_at: int | None) -> bool:
    """Whether a record is later than a rating in the profile; its whole day, if it has no time."""
    at = record.rated_at
    if at and rated_at and record.is_whole_day:
        return utc_day(at) > utc_day(rated_at)
    return _time_of(at) > _time_of(rated_at)


def _time_of(rated_at: int | None) -> float:
    """The time of a rating; one that nobody knows is before any other."""
    return -inf if rated_at is None or rated_at == UNDATED else rated_at


def _said(record: Record) -> tuple[bool, bool]:
    return record.stars is not None, record.is_seen
