from bench import seen_stars
from bench.seen import LEFT_OUT, SPEAKING, WITH_STARS, table


def test_differences_are_taken_user_by_user() -> None:
    of_users = {LEFT_OUT: [0.1, 0.3], SPEAKING: [0.2, 0.4], WITH_STARS: [0.5, 0.7]}
    assert "| 30% | 0.200 | 0.300 | +0.100 ± 0.000 | 0.600 |" in table({0.3: of_users})


def test_errors_are_told_by_how_much_is_known() -> None:
    found = [
        seen_stars.Errors(known, seen, without, without - 0.1)
        for known in seen_stars.KNOWN
        for seen in seen_stars.SEEN
        for without in (0.8, 0.9)
    ]
    assert "| 5 | 20 | 0.850 | 0.750 | 0.100 ± 0.000 |" in seen_stars.table(found)
