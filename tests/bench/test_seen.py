from bench.seen import LEFT_OUT, SPEAKING, WITH_STARS, table


def test_differences_are_taken_user_by_user() -> None:
    of_users = {LEFT_OUT: [0.1, 0.3], SPEAKING: [0.2, 0.4], WITH_STARS: [0.5, 0.7]}
    assert "| 30% | 0.200 | 0.300 | +0.100 ± 0.000 | 0.600 |" in table({0.3: of_users})
