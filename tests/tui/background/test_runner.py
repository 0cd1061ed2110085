"""Background alone: the one place where an outcome is refused as stale."""

from collections.abc import Callable

import pytest

from engine.files.problems import DatasetError
from tests.conftest import logged
from tests.tui.alone import Alone, alone
from tests.tui.fakes import FakeEngine
from tui.state.current import State

Tell = Callable[[str], object]


@pytest.fixture
def desk(engine: FakeEngine) -> Alone:
    return alone(engine)


class Heard(list[str]):
    """What was heard of jobs, oldest first."""

    def run(self, desk: Alone, answer: str, what: str = "counting", **more: object) -> None:
        """Run a job that tells of its way and gives an answer."""

        def job(tell: Tell) -> str:
            tell(f"on the way to {answer}")
            if answer.startswith("!"):
                raise DatasetError(answer)
            if answer.startswith("?"):
                raise ZeroDivisionError(answer)
            return answer

        desk.context.background.run(
            what,
            job,
            self.append,
            failed=lambda sentence: self.append(f"failed: {sentence}"),
            told=self.append,
            over=lambda: self.append("over"),
            **more,  # type: ignore[arg-type]
        )


def situation(state: State) -> object:
    return state.dataset_trouble


def test_an_outcome_comes_after_what_was_told_on_the_way(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "three")
    assert heard == []
    desk.app.work()
    assert heard == ["on the way to three", "three"]


def test_of_an_older_job_nothing_is_heard_once_there_is_a_newer_one(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "old")
    heard.run(desk, "new")
    older, newer = (work for _, work in desk.app.jobs)
    newer()
    older()  # the slower one ends last
    desk.app.come_home()
    assert heard == ["on the way to new", "new"]


def test_jobs_of_another_name_do_not_replace_each_other(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "one", "counting")
    heard.run(desk, "two", "adding")
    desk.app.work()
    assert heard == ["on the way to one", "one", "on the way to two", "two"]


def test_what_was_asked_for_in_another_situation_is_over(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "three", basis=situation)
    desk.state.dataset_trouble = "everything is different now"
    desk.app.work()
    assert heard == ["on the way to three", "over"]


def test_in_the_same_situation_it_is_told_whatever_came_between(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "three", basis=situation)
    desk.state.dataset_trouble = "for a moment"
    desk.state.dataset_trouble = ""
    desk.app.work()
    assert heard[-1] == "three"


def test_what_has_written_something_is_always_told(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "first", basis=situation, always=True)
    heard.run(desk, "second", basis=situation, always=True)
    desk.state.dataset_trouble = "everything is different now"
    desk.app.work()
    assert [each for each in heard if " " not in each] == ["first", "second"]


def test_an_error_with_a_sentence_is_told_as_it_is(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "!The disk is full.")
    desk.app.work()
    assert heard[-1] == "failed: !The disk is full."
    assert logged() == ""


def test_any_other_error_is_a_sentence_and_its_traceback_is_in_the_log(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "?")
    desk.app.work()
    assert heard[-1].startswith("failed: Counting failed: ?. Details: ")
    assert "ZeroDivisionError" in logged()


def test_a_failure_is_told_in_any_situation(desk: Alone) -> None:
    heard = Heard()
    heard.run(desk, "!The disk is full.", basis=situation)
    desk.state.dataset_trouble = "everything is different now"
    desk.app.work()
    assert heard[-1] == "failed: !The disk is full."
