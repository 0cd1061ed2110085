from engine.model.events import EpochFinished, TrainingStarted
from engine.model.settings import MODELS
from tui.state.run_log import Plan, TrainingLog
from tui.train.run_in_words import in_stars


def test_before_a_run_it_says_what_the_model_is() -> None:
    assert all(in_stars(TrainingLog(), name).startswith(MODELS[name].title) for name in MODELS)
    assert in_stars(TrainingLog(), "fm").startswith("FM weighs")


def test_the_best_epoch_is_told_in_stars_beside_the_goal() -> None:
    log = TrainingLog()
    log.begin(Plan("FM"))
    log.add(TrainingStarted(3, 1, 100, 10, "cpu"))
    for epoch, mse in enumerate((0.9, 0.64, 0.7), start=1):
        log.add(EpochFinished(epoch, 0.5, mse, 1.0, 1.0))
    assert in_stars(log, "fm") == "Typical miss 0.80 stars (0.89 is the coursework's goal)"
