from dataclasses import replace

import pytest
from textual.widgets import Button, Input

from engine.model.checkpoint import CheckpointError
from engine.model.settings import DEFAULTS
from tests.conftest import logged
from tests.tui.driving import Driver, started, stored_stars, write_settings
from tests.tui.fakes import FakeEngine
from tui.state.run_log import Phase
from tui.train.leaderboard import Leaderboard
from tui.train.model_choice import ModelChoice
from tui.train.screen import TrainingPanel

MATRIX, TOY_STORY = 10, 20
EPOCHS = DEFAULTS["deepfm"].epochs


def phase(app: Driver) -> Phase:
    return app.state.log.phase


async def is_held(app: Driver) -> None:
    """Wait until a run has come as far as it may."""
    await app.until(lambda: app.state.log.last is not None)


async def ends(app: Driver, engine: FakeEngine, as_what: Phase) -> None:
    """Let the run go on and wait for its end."""
    engine.go_on.set()
    await app.until(lambda: phase(app) is as_what)


async def test_t_trains_on_what_was_rated_and_shows_how_it_goes(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "3", "t") as app:
        await is_held(app)
        ((entries, choices),) = engine.runs
        assert [(entry.movie_id, entry.stars) for entry in entries] == [(10, 5.0), (20, 3.0)]
        assert choices == DEFAULTS["deepfm"]
        await app.shows(
            "▌F4 Train▐", f"epoch 2/{EPOCHS}", "train 0.800", "validation 0.900", "3 s left"
        )


async def test_the_chart_has_both_curves_and_the_goal(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.shows("goal 0.8", "⠒ train ◆ validation", "┈┈┈┈")
        assert app.screen().count("◆") == 2  # one in the legend
        await ends(app, engine, Phase.FINISHED)
        await app.until(lambda: app.screen().count("◆") == 1 + EPOCHS)


async def test_a_run_that_ends_is_listed_and_its_model_is_used(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await ends(app, engine, Phase.FINISHED)
        await app.shows(f"finished · epoch {EPOCHS}/{EPOCHS}", "F3 shows your recommendations")
        row = next(line for line in app.screen().splitlines() if line.lstrip().startswith("1 "))
        assert row.split() == [
            "1",
            "DeepFM",
            "0.720",
            "0.610",
            str(EPOCHS),
            "4.2",
            "finished",
            "tags",
        ]
        await app.until(lambda: app.state.advice is not None)
        app.app.ui.notice("")
        await app.shows("ann: 1 rated · films · model trained")


async def test_a_rating_after_training_is_folded_in(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await ends(app, engine, Phase.FINISHED)
        await app.until(lambda: app.state.advice is not None)
        await app.press("f2", "4")
        app.app.ui.notice("")
        await app.shows("model trained, 1 since")


async def test_every_step_is_drawn(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await ends(app, engine, Phase.FINISHED)
        assert len(app.state.log.curves.train) == EPOCHS * 4
        assert len(app.state.log.curves.validation) == EPOCHS


async def test_keys_answer_while_a_run_is_going_on(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.press("f2", "5")
        assert stored_stars() == {MATRIX: 5.0}
        await app.press("slash", *"heat")
        await app.shows("for “heat”")
        await app.press("f3", "f4")
        await app.shows(f"epoch 2/{EPOCHS}")
        assert phase(app) is Phase.RUNNING


async def test_the_status_line_tells_of_the_run_everywhere(engine: FakeEngine) -> None:
    async with started(engine, "down", "t", "f2") as app:
        await app.shows(f"films · training {1.5 / EPOCHS:.0%}")


async def test_t_during_a_run_starts_no_other(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.press("t", "f2", "t")
        assert len(engine.runs) == 1
        assert app.state.log.last is not None


async def test_p_makes_it_wait_and_go_on(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.press("p")
        assert phase(app) is Phase.PAUSED
        await app.shows(f"paused · epoch 2/{EPOCHS}", "Resume")
        engine.go_on.set()
        before = len(app.state.log.curves.train)
        await app.pilot.pause(0.3)
        assert len(app.state.log.curves.train) == before
        assert phase(app) is Phase.PAUSED
        await app.press("p")
        await app.until(lambda: phase(app) is Phase.FINISHED)


async def test_s_keeps_the_best_epoch_so_far(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.press("s")
        await app.until(lambda: phase(app) is Phase.STOPPED)
        await app.shows("stopped", "0.900")
        await app.until(lambda: app.state.advice is not None)


async def test_a_paused_run_can_be_stopped(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        await app.press("p", "s")
        await app.until(lambda: phase(app) is Phase.STOPPED)


async def test_p_and_s_without_a_run_do_nothing(engine: FakeEngine) -> None:
    async with started(engine, "f4", "p", "s") as app:
        assert phase(app) is Phase.IDLE
        await app.shows("Press t to train")


async def test_the_next_run_starts_with_an_empty_chart(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await ends(app, engine, Phase.FINISHED)
        engine.go_on.clear()
        await app.press("t")
        await is_held(app)
        assert len(app.state.log.curves.validation) == 1
        await ends(app, engine, Phase.FINISHED)
        assert [run.number for run in app.state.log.runs] == [1, 2]


async def test_the_buttons_do_as_the_keys(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        await app.click("#start")
        await is_held(app)
        assert app.app.screen.query_one("#start", Button).disabled
        await app.click("#pause")
        await app.until(lambda: phase(app) is Phase.PAUSED)
        await app.click("#pause")
        await app.until(lambda: phase(app) is Phase.RUNNING)
        await app.click("#stop")
        await app.until(lambda: phase(app) is Phase.STOPPED)


async def test_a_run_that_breaks_off_is_a_sentence_and_the_app_goes_on(
    engine: FakeEngine,
) -> None:
    engine.trouble = RuntimeError("the [/b] sky fell")
    async with started(engine, "down", "t") as app:
        await ends(app, engine, Phase.FAILED)
        await app.shows("Training failed", "the [/b] sky fell")
        await app.says("the [/b] sky fell")
        assert "Traceback" not in app.screen()
        assert "training failed\nTraceback" in logged()
        await app.press("f2", "5")
        assert stored_stars() == {MATRIX: 5.0}
        engine.trouble = None
        await app.press("t")
        await app.until(lambda: phase(app) is Phase.FINISHED)


async def test_a_model_that_cannot_be_kept_is_told_and_used(engine: FakeEngine) -> None:
    engine.keep_trouble = CheckpointError("/full/disk: the model could not be saved.")
    async with started(engine, "down", "t") as app:
        await ends(app, engine, Phase.FINISHED)
        await app.says("/full/disk: the model could not be saved.")
        await app.until(lambda: app.state.advice is not None)
        assert "Traceback" not in logged()
        await app.press("t")
        await app.until(lambda: len(engine.runs) == 2)


async def test_epochs_and_seed_are_those_in_the_boxes(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        app.app.screen.query_one("#epochs", Input).focus()
        await app.press("backspace", "backspace", *"3", "tab", "backspace", *"42", "enter")
        assert isinstance(app.app.focused, TrainingPanel)
        await app.press("t")
        await app.until(lambda: engine.runs != [])
        assert engine.runs[0][1] == replace(DEFAULTS["deepfm"], epochs=3, seed=42)


@pytest.mark.parametrize("nonsense", ["", "0", "-1", "101"])
async def test_nonsense_in_a_box_gives_way_to_what_was_there(
    engine: FakeEngine, nonsense: str
) -> None:
    async with started(engine, "f4") as app:
        box = app.app.screen.query_one("#epochs", Input)
        box.focus()
        await app.press("backspace", "backspace", *nonsense, "enter", "t")
        await app.until(lambda: engine.runs != [])
        assert 1 <= engine.runs[0][1].epochs <= 100
        assert box.value == str(engine.runs[0][1].epochs)


async def test_nonsense_left_in_a_box_is_gone_when_a_run_starts(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        box = app.app.screen.query_one("#epochs", Input)
        box.focus()
        await app.press("backspace", "backspace", "0")
        await app.click("#start")
        await is_held(app)
        assert engine.runs[0][1] == DEFAULTS["deepfm"]
        assert box.value == str(EPOCHS)


async def test_letters_do_not_get_into_a_box_nor_do_they_act_there(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        box = app.app.screen.query_one("#epochs", Input)
        box.focus()
        await app.press(*"tpsqx")
        assert box.value == str(EPOCHS)
        assert engine.runs == []


async def test_what_the_boxes_say_is_used_from_any_place(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        app.app.screen.query_one("#epochs", Input).focus()
        await app.press("backspace", "backspace", "2", "enter", "f2", "down", "t")
        await app.until(lambda: engine.runs != [])
        assert engine.runs[0][1].epochs == 2


# Choosing a model


async def test_m_chooses_the_next_model_and_after_the_last_the_first(
    engine: FakeEngine,
) -> None:
    engine.let_go()
    async with started(engine, "f4") as app:
        await app.shows(" MF  FM [DeepFM] xDeepFM ")
        await app.press("m")
        await app.shows(" MF  FM  DeepFM [xDeepFM]")
        await app.press_at_once("m", "m")
        await app.shows(" MF [FM] DeepFM  xDeepFM ")
        await app.press("t")
        await app.until(lambda: phase(app) is Phase.FINISHED)
        assert engine.runs[0][1] == DEFAULTS["fm"]
        await app.shows("FM · finished")


async def test_a_click_or_an_arrow_chooses_a_model_too(engine: FakeEngine) -> None:
    async with started(engine, "f4") as app:
        await app.pilot.click(ModelChoice, offset=(1, 0))
        await app.shows("[MF]", "users and movies only")
        app.app.screen.query_one(ModelChoice).focus()
        await app.press("left", "left")
        await app.shows("[DeepFM]")
        await app.press("right")
        await app.shows("[xDeepFM]")


async def test_a_model_brings_its_own_epochs_unless_the_person_has_set_them(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DEFAULTS, "xdeepfm", replace(DEFAULTS["xdeepfm"], epochs=9))
    async with started(engine, "f4") as app:
        box = app.app.screen.query_one("#epochs", Input)
        await app.press("m")
        assert (box.value, app.state.choices) == ("9", DEFAULTS["xdeepfm"])
        await app.press("m")
        assert (box.value, app.state.choices) == ("6", DEFAULTS["mf"])
        box.focus()
        await app.press("backspace", "backspace", "3", "tab", "backspace", "7", "enter", "m", "m")
        assert app.state.choices == replace(DEFAULTS["deepfm"], epochs=3, seed=7)
        await app.press("m")
        assert (box.value, app.state.choices.epochs) == ("3", 3)


async def test_the_chosen_model_is_remembered(engine: FakeEngine) -> None:
    async with started(engine, "f4", "m"):
        pass
    async with started(engine, "f4") as app:
        await app.shows("[xDeepFM]")
        assert app.state.choices == DEFAULTS["xdeepfm"]


async def test_a_remembered_model_that_there_is_not_is_passed_over(engine: FakeEngine) -> None:
    write_settings('model = "gpt"\n')
    async with started(engine, "f4") as app:
        await app.shows("[DeepFM]")


async def test_another_model_chosen_during_a_run_is_for_the_next(engine: FakeEngine) -> None:
    async with started(engine, "f4", "t") as app:
        await is_held(app)
        await app.press("m")
        await app.shows(f"DeepFM · epoch 2/{EPOCHS}", "[xDeepFM]")
        await ends(app, engine, Phase.FINISHED)
        await app.press("t")
        await app.until(lambda: len(app.state.log.runs) == 2)
        assert [run.plan.model for run in app.state.log.runs] == ["DeepFM", "xDeepFM"]


# Comparing runs


def ranked(app: Driver) -> list[tuple[int, str]]:
    """Number and model of the runs, as they are listed."""
    return [(run.number, run.plan.model) for run in app.app.screen.query_one(Leaderboard)._items]


async def run_to_the_end(app: Driver, *keys: str) -> None:
    """Press some keys, train, and wait for the run to be listed."""
    before = len(app.state.log.runs)
    await app.press(*keys, "t")
    await app.until(lambda: len(app.state.log.runs) == before + 1)


async def test_the_best_run_is_listed_first(engine: FakeEngine) -> None:
    engine.let_go()
    async with started(engine, "f4", "m") as app:
        await run_to_the_end(app)
        await run_to_the_end(app, "m", "m", "m")
        assert ranked(app) == [(2, "DeepFM"), (1, "xDeepFM")]
        await run_to_the_end(app, "m", "m")
        assert ranked(app) == [(2, "DeepFM"), (1, "xDeepFM"), (3, "MF")]
        await app.shows("Ended     Facts")
        worst = next(line for line in app.screen().splitlines() if "MF" in line and "0.820" in line)
        assert worst.split()[-2:] == ["finished", "none"]


async def test_the_run_under_the_cursor_is_drawn_beside_the_last_one(
    engine: FakeEngine,
) -> None:
    engine.let_go()
    async with started(engine, "f4") as app:
        await run_to_the_end(app)
        await app.shows("⠒ train ◆ validation   ┈ goal")  # there is no other
        await run_to_the_end(app, "m")
        await app.shows("· ◇ run 1 DeepFM   ┈ goal 0.8")
        await app.shows("⠒ train ◆ validation of run 2 xDeepFM")
        assert app.screen().count("◇") > EPOCHS / 2  # the run that is drawn later may cover some
        assert app.screen().count("◆") == 1 + DEFAULTS["xdeepfm"].epochs
        await app.press("down", "j")
        assert "◇" not in app.screen()  # the cursor is on the last run itself
        await app.press("k")
        await app.shows("· ◇ run 1 DeepFM   ┈ goal 0.8")
        await run_to_the_end(app)
        assert len(engine.runs) == 3


async def test_the_cursor_stays_with_its_run_when_a_better_one_comes(
    engine: FakeEngine,
) -> None:
    engine.let_go()
    async with started(engine, "f4", "m") as app:
        await run_to_the_end(app)
        await run_to_the_end(app, "m", "m", "m")
        current = app.app.screen.query_one(Leaderboard).current
        assert current is not None
        assert current.number == 1
        await app.shows("· ◇ run 1 xDeepFM")


async def test_runs_on_other_movies_are_not_compared(engine: FakeEngine) -> None:
    engine.let_go()
    async with started(engine, "f4") as app:
        await run_to_the_end(app)
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        assert ranked(app) == []
        await run_to_the_end(app)
        assert ranked(app) == [(2, "DeepFM")]
        app.parts.datasets.open("bundled")
        await app.until(lambda: ranked(app) == [(1, "DeepFM")])


async def test_without_runs_there_is_no_list_to_go_to(engine: FakeEngine) -> None:
    async with started(engine, "f4", "down") as app:
        assert isinstance(app.app.focused, TrainingPanel)
        assert "Validation" not in app.screen()


async def test_a_button_that_can_no_longer_be_pressed_leaves_the_keys_their_panel(
    engine: FakeEngine,
) -> None:
    async with started(engine, "f4") as app:
        await app.click("#start")
        await is_held(app)
        await app.press("p")
        assert phase(app) is Phase.PAUSED


async def test_another_data_set_during_a_run_does_not_get_its_model(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        engine.go_on.set()
        await app.until(lambda: engine.ended != [])
        await app.pilot.pause(0.2)
        model = app.state.model  # none, or what this data set has
        assert model is None or model.recommender.dataset is engine.opened["tiny"].dataset


async def test_the_movies_in_use_opened_again_stop_no_training(engine: FakeEngine) -> None:
    async with started(engine, "down", "t") as app:
        await is_held(app)
        app.parts.datasets.open("bundled")
        await app.shows("films is in use already")
        await ends(app, engine, Phase.FINISHED)


async def test_the_table_of_runs_is_there_after_a_restart(engine: FakeEngine) -> None:
    engine.let_go()
    async with started(engine, "f4") as app:
        await run_to_the_end(app)
        await run_to_the_end(app, "m")
    async with started(engine, "f4") as app:
        assert ranked(app) == [(1, "DeepFM"), (2, "xDeepFM")]
        await app.press("down", "j")
        await app.shows("· train ◇ validation of run 2 xDeepFM")
        await run_to_the_end(app)
        assert [run.number for run in app.state.log.runs] == [1, 2, 3]
        await app.press("P", "a", *"bob", "enter", "enter", "f4")
        await app.until(lambda: ranked(app) == [])


async def test_a_stopped_run_is_there_after_a_restart(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await is_held(app)
        await app.press("s")
        await app.until(lambda: phase(app) is Phase.STOPPED)
        await app.until(lambda: app.state.advice is not None)
    async with started(engine, "f4") as app:
        await app.until(lambda: app.state.advice is not None)
        assert [run.ended for run in app.state.log.runs] == ["stopped"]
