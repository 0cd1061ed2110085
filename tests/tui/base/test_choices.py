from tui.base.choices import step


def test_after_the_last_comes_the_first_and_before_the_first_the_last() -> None:
    assert step("abc", "a") == "b"
    assert step("abc", "c") == "a"
    assert step("abc", "a", -1) == "c"


def test_from_a_choice_that_is_gone_the_steps_begin_at_the_first() -> None:
    assert step("abc", "x") == "b"
