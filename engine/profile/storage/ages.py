"""Which of two entries of one movie is the later, in the words of SQL."""

UNDATED = 0  # the time of an imported rating of which nothing tells when it was given
# Before any time that a file may tell; movies were rated before 1970, too, which is 0.
_NEVER, _BEFORE_ANY = -(2**62), -(2**61)


def later_sql(one: str, other: str) -> str:
    """Whether a rating in one row of entries is later than what another row says.

    A rating without a time is older than any with one, and later than none.
    """
    return f"{one}.stars IS NOT NULL AND {_age(one)} > {_age(other)}"


def _age(row: str) -> str:
    return (
        f"CASE WHEN {row}.stars IS NULL THEN {_NEVER} WHEN {row}.rated_at = {UNDATED} "
        f"THEN {_BEFORE_ANY} ELSE {row}.rated_at END"
    )
