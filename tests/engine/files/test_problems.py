from engine.files.problems import Problem, Problems


def test_problems_are_counted_by_kind_file_and_column() -> None:
    problems = Problems()
    problems.add("value", "ratings.csv", 3, "rating", "'x' is no number")
    problems.add("value", "ratings.csv", 9, "userId", "'y' is no number")
    problems.add("value", "ratings.csv", 7, "rating", "'z' is no number", count=4)
    first, second = problems.all()
    assert first == Problem(
        "ratings.csv", 3, "rating", "'x' is no number", "skipped", first.remedy, 5
    )
    assert (second.column, second.count) == ("userId", 1)
