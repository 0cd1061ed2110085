import sqlite3
from pathlib import Path

import pytest

from engine.files import paths
from engine.model.settings import DEFAULTS
from tests.conftest import logged, write_folder
from tests.tui.cli.command_line import run, trainable_folder
from tests.tui.driving import started
from tests.tui.fakes import FakeEngine
from tui.cli.movies import TITLES_ALONE
from tui.log import error_log
from tui.state.run_log import Phase

TITLE, NAME, SEARCH = "Matrix", "Marguerite", "matrix"


def raised(error: Exception) -> Exception:
    """An error that has been on its way through a function."""
    try:
        raise error
    except Exception as caught:
        return caught


async def test_a_session_is_told_without_titles_stars_searches_and_names(
    engine: FakeEngine,
) -> None:
    engine.trouble = RuntimeError(f"{NAME} gave {TITLE} 4.5 stars")
    engine.trouble.__cause__ = KeyError(TITLE)
    async with started(engine, profile=NAME) as app:
        await app.type(SEARCH)
        await app.shows(f"“{SEARCH}”")
        await app.press("enter", "4", "+", "w")
        await app.shows("★★★★½")
        engine.go_on.set()
        await app.press("t")
        await app.until(lambda: app.state.log.phase is Phase.FAILED)
        engine.trouble = None
        await app.press("t")
        await app.until(lambda: app.state.log.phase is Phase.FINISHED)
    told = logged()
    assert "started: app" in told
    assert "data set films: " in told
    assert "training failed" in told
    assert "RuntimeError" in told
    assert f"training finished: DeepFM, {DEFAULTS['deepfm'].epochs} epochs, 4.2 seconds" in told
    for secret in (TITLE, NAME, SEARCH, "4.5", "stars"):
        assert secret.casefold() not in told.casefold()


async def test_what_ends_the_app_is_in_the_log(engine: FakeEngine) -> None:
    def broken() -> None:
        raise RuntimeError(TITLE)

    with pytest.raises(RuntimeError):
        async with started(engine) as app:
            app.app.call_later(broken)
            await app.rest()
    assert "the app failed\nTraceback" in logged()
    assert TITLE not in logged()


def test_a_verb_tells_of_its_start_its_data_set_and_its_training(tmp_path: Path) -> None:
    folder = trainable_folder(tmp_path / "films")
    run("train", "--epochs", 2, "--dataset", folder, "--profile", NAME)
    begun, data_set, ended = logged().splitlines()
    assert "INFO movierec-tui 0.1.0 started: train; Python 3." in begun
    assert data_set.endswith("INFO data set films: 640 ratings of 24 movies by 40 users")
    assert "INFO training finished: DeepFM, 2 epochs, " in ended


def test_a_verb_tells_nothing_of_ratings_and_searches(tmp_path: Path) -> None:
    small = ["--dataset", str(write_folder(tmp_path / "small"))]
    run("rate", 10, 4.5, "--profile", NAME, *small)
    run("search", SEARCH, *small)
    told = logged()
    assert "started: rate" in told
    assert "started: search" in told
    for secret in (TITLE, NAME, SEARCH, "4.5"):
        assert secret.casefold() not in told.casefold()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(TITLE), "ValueError"),
        (OSError(28, TITLE, TITLE), "OSError: No space left on device"),
        (sqlite3.OperationalError(TITLE), "sqlite3.OperationalError"),
    ],
)
def test_of_an_error_its_kind_and_its_way_are_told(error: Exception, told: str) -> None:
    secret = TITLE  # as a local variable, which is told just as little
    error_log.keep(raised(error))
    lines = logged().splitlines()
    assert lines[-1] == told
    assert any("in raised" in line for line in lines)
    assert secret not in logged()


def test_what_led_to_an_error_is_told_before_it() -> None:
    error = ValueError()
    error.__cause__ = KeyError(TITLE)
    error_log.keep(raised(error))
    kinds = [line for line in logged().splitlines() if line.endswith("Error")]
    assert kinds == ["KeyError", "ValueError"]


def test_errors_that_led_to_each_other_come_to_an_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    error_log.keep(one)
    assert logged().count("Traceback") == 2


def test_the_last_error_is_found_among_other_lines_and_in_an_older_file() -> None:
    assert error_log.last_error() == ""
    error_log.started("app")
    assert error_log.last_error() == ""
    error_log.keep(raised(KeyError(TITLE)))
    error_log.keep(raised(OSError(28, TITLE)))
    error_log.started("app")
    found = error_log.last_error()
    assert found.endswith(" OSError: No space left on device")
    assert found[:10] == logged()[:10]

    paths.log_file().replace(paths.log_file().with_name("movierec-tui.log.1"))
    error_log.started("app")
    assert error_log.last_error() == found


def test_a_log_that_cannot_be_written_stops_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paths.log_file().mkdir(parents=True)
    small = write_folder(tmp_path / "small")
    result = run("search", SEARCH, "--dataset", small)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"{TITLES_ALONE}movierec-tui data facts"]
    assert TITLE in result.stdout
    assert "No such thing" in error_log.broke_off("search", raised(KeyError("No such thing")))
    assert capfd.readouterr() == ("", "")
