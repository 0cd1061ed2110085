import threading

from tui.background.control import JobControl


def answer_of(control: JobControl) -> tuple[threading.Thread, list[bool]]:
    """Ask in another thread whether to stop; the answer comes into the list."""
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(control.should_stop()), daemon=True)
    thread.start()
    return thread, answers


def test_a_run_goes_on_until_it_is_stopped() -> None:
    control = JobControl()
    assert not control.should_stop()
    control.stop()
    assert control.should_stop()
    assert control.should_stop()


def test_a_paused_run_waits_until_it_may_go_on() -> None:
    control = JobControl()
    control.pause()
    thread, answers = answer_of(control)
    thread.join(0.05)
    assert answers == []
    control.resume()
    thread.join(5)
    assert answers == [False]


def test_a_paused_run_can_be_stopped() -> None:
    control = JobControl()
    control.pause()
    thread, answers = answer_of(control)
    control.stop()
    thread.join(5)
    assert answers == [True]
