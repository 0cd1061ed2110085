import csv
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies
from engine.catalogue.sources import open_dataset
from engine.facts.movie_facts import Facts
from engine.files import paths
from engine.model.checkpoint_files import model_file
from engine.model.settings import DEFAULTS, Settings
from engine.profile.store import ProfileStore
from engine.recommend.personal_model import load_model
from tests.tui.cli.command_line import (
    Terminal,
    facts_of_films,
    fails,
    line_with,
    run,
    running,
    trainable_folder,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return trainable_folder(tmp_path / "films")


@pytest.fixture
def small(folder: Path) -> list[str]:
    return ["--dataset", str(folder)]


@pytest.fixture
def facts(tmp_path: Path) -> list[str]:
    return ["--facts", str(facts_of_films(tmp_path / "facts.csv"))]


def kept(folder: Path) -> Path:
    return model_file(open_dataset(str(folder)), "me")


def kept_settings(folder: Path, facts: Facts | None = None) -> Settings:
    model = load_model(open_dataset(str(folder)), "me", facts)
    assert model is not None
    return model.recommender.predictor.model.settings


def test_training_tells_each_epoch_and_keeps_a_model(folder: Path, small: list[str]) -> None:
    result = run("train", "--epochs", 2, *small)
    assert result.exit_code == 0
    first, second, last = result.stdout.splitlines()
    assert first.startswith("Epoch 1 of 2: training MSE ")
    assert second.startswith("Epoch 2 of 2: ")
    model = load_model(open_dataset(str(folder)), "me")
    assert model is not None
    assert last.startswith(f"Validation MSE {model.measures.validation_mse:.4f}, ")
    assert last.endswith(" seconds")


@pytest.mark.parametrize("model", DEFAULTS)
def test_each_model_is_trained_with_its_own_settings(
    folder: Path, small: list[str], model: str
) -> None:
    assert run("train", "--model", model, "--epochs", 1, *small).exit_code == 0
    assert kept_settings(folder) == replace(DEFAULTS[model], epochs=1).without_facts()


def test_without_a_number_of_epochs_the_model_has_its_own(folder: Path, small: list[str]) -> None:
    assert f"of {DEFAULTS['fm'].epochs}: " in run("train", "--model", "fm", *small).stdout
    assert kept_settings(folder) == DEFAULTS["fm"].without_facts()


def test_the_help_names_the_models_and_no_number_of_epochs() -> None:
    said = " ".join(run("train", "--help").stdout.split())
    assert "[mf|fm|deepfm|xdeepfm]" in said
    assert "[default: deepfm]" in said
    assert "Default: as suits the model. [x>=1] --seed" in said


def test_a_model_that_there_is_not_is_wrong_usage(small: list[str]) -> None:
    assert run("train", "--model", "gpt", *small).exit_code == 2


def test_tags_can_be_left_out(folder: Path, small: list[str]) -> None:
    run("train", "--no-tags", "--epochs", 1, *small)
    assert not kept_settings(folder).tags


def test_a_model_is_trained_with_facts_and_fits_those_alone(
    small: list[str], facts: list[str]
) -> None:
    run("rate", 7, 4.5, *small)
    run("train", "--epochs", 1, *facts, *small)
    assert run("recommend", *facts, *small).stderr == ""
    without = run("recommend", *small)
    assert "the model was trained with other facts" in without.stderr
    assert len(without.stdout.splitlines()) == 20


def test_facts_count_in_a_test_run_unless_it_shall_do_without(
    small: list[str], facts: list[str]
) -> None:
    first, without = (
        run("train", "--test", 0.2, "--epochs", 1, *choice, *small).stdout.splitlines()[0]
        for choice in (facts, ["--facts", "none"])
    )
    assert first != without


def test_facts_that_are_not_there_are_told_before_anything_is_trained(small: list[str]) -> None:
    said = fails("train", "--facts", "nowhere.csv", *small)
    assert "nowhere.csv" in said
    assert "Epoch" not in said


def test_the_profile_s_ratings_take_part_in_training(folder: Path, small: list[str]) -> None:
    run("rate", 1, 5, *small)
    run("rate", 2, 1, *small)
    run("train", "--epochs", 1, *small)
    model = load_model(open_dataset(str(folder)), "me")
    assert model is not None
    assert model.measures.profile_ratings == 2


def test_the_same_seed_gives_the_same_error_and_another_one_another(small: list[str]) -> None:
    first, again, other = (
        run("train", "--epochs", 1, "--seed", seed, *small).stdout.splitlines()[0]
        for seed in (3, 3, 4)
    )
    assert first == again != other


def test_a_test_run_tells_the_error_and_keeps_nothing(small: list[str]) -> None:
    result = run("train", "--test", 0.2, "--epochs", 1, *small)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("Test MSE ")
    assert result.stdout.endswith(" seconds\n")
    assert not paths.models_folder().exists()


@pytest.mark.parametrize("fraction", [0.999, 0.0001])
def test_a_part_too_small_to_train_or_to_test_is_refused(fraction: float, small: list[str]) -> None:
    assert "Choose another fraction" in fails("train", "--test", fraction, *small)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_ends_a_run_and_the_earlier_model_stays(folder: Path, small: list[str]) -> None:
    run("train", "--epochs", 1, *small)
    before = kept(folder).read_bytes()
    with running("train", "--epochs", 100_000, *small) as process:
        line_with("Epoch 1 of", process.stdout)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "Training was stopped" in said
    assert "Traceback" not in said
    assert kept(folder).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.usefixtures("forked_app")
def test_a_run_that_is_killed_costs_neither_ratings_nor_the_model(
    folder: Path, small: list[str]
) -> None:
    run("train", "--epochs", 1, *small)
    before = kept(folder).read_bytes()
    rating = Terminal("rate", 7, 4.5, *small)
    assert rating.read_until() == "Film 7 (1987): 4.5 stars\r\n"
    assert rating.close() == 0
    training = Terminal("train", "--epochs", 100_000, *small)
    training.read_until("Epoch 1 of")
    training.process.send_signal(signal.SIGKILL)
    assert training.close() == -signal.SIGKILL
    assert run("ratings", *small).stdout.startswith("7\tFilm 7\t1987\t4.5\t")
    assert kept(folder).read_bytes() == before
    assert load_model(open_dataset(str(folder)), "me") is not None


def test_recommend_lists_where_there_is_no_model_and_tells_what_by(small: list[str]) -> None:
    run("rate", 7, 4.5, *small)
    result = run("recommend", "--top", 3, *small)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
    assert "There is no model for me and films yet." in result.stderr
    assert "`movierec-tui train`" in result.stderr
    assert not paths.models_folder().exists()


def test_recommendations_are_lines_of_rank_title_year_stars_and_reason(small: list[str]) -> None:
    run("rate", 7, 4.5, *small)
    lines = run("recommend", "--top", 50, *small).stdout.splitlines()
    rows = [line.split("\t") for line in lines]
    assert [row[0] for row in rows] == [str(rank) for rank in range(1, 24)]
    assert "Film 7" not in [row[1] for row in rows]
    assert all(int(year) == 1980 + int(title.split()[1]) for _, title, year, _, _ in rows)
    assert all(0.5 <= float(row[3]) <= 5 for row in rows)
    assert {row[4] for row in rows} <= {"", "Film 7 (1987)"}
    assert "Film 7 (1987)" in [row[4] for row in rows]


def test_movies_of_no_interest_are_not_recommended(small: list[str]) -> None:
    run("rate", 7, 4.5, *small)
    with ProfileStore(paths.profiles_file()) as store:
        store.open("me").toggle_not_interested(8)
    result = run("recommend", "--top", 50, *small)
    assert "Film 9\t" in result.stdout
    assert "Film 8\t" not in result.stdout


def test_a_damaged_model_is_told_and_a_list_made_without_it(folder: Path, small: list[str]) -> None:
    run("rate", 7, 4.5, *small)
    run("train", "--epochs", 1, *small)
    kept(folder).write_bytes(b"no model")
    result = run("recommend", *small)
    assert result.exit_code == 0
    assert "damaged" in result.stderr
    assert result.stdout.startswith("1\t")
    assert kept(folder).read_bytes() == b"no model"


def test_recommendations_go_to_a_csv_file(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "tonight.csv"
    run("rate", 7, 4.5, *small)
    assert run("recommend", "--top", 2, "--csv", file, *small).stdout == f"{file}\n"
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [row["rank"] for row in rows] == ["1", "2"]


def test_a_file_that_is_there_is_refused_before_anything_is_trained(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "tonight.csv"
    file.write_text("precious", encoding="utf-8")
    run("rate", 7, 4.5, *small)
    said = fails("recommend", "--csv", file, *small)
    assert "--force" in said
    assert "Epoch" not in said
    assert file.read_text(encoding="utf-8") == "precious"
    assert run("recommend", "--csv", file, "--force", *small).exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("rank,")


def test_nobody_is_advised_without_ratings(small: list[str]) -> None:
    assert "There is no profile yet" in fails("recommend", *small)
    run("rate", 7, 0, *small)
    assert "me has not rated any movie yet" in fails("recommend", *small)


def test_ratings_of_another_data_set_are_not_enough(small: list[str]) -> None:
    run("rate", 2571, 4.5)
    assert "No movie that me has rated is in films" in fails("recommend", *small)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
@pytest.mark.usefixtures("forked_app")
def test_a_terminal_sees_a_bar_while_training_and_a_table_of_what_to_watch(
    small: list[str],
) -> None:
    run("rate", 7, 4.5, *small)
    for verb, sign in (("train", "100 %"), ("recommend", "Because")):
        terminal = Terminal(verb, *small)
        assert terminal.close() == 0
        assert sign in terminal.shown


def test_recommendations_go_to_a_list_that_letterboxd_imports(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "tonight.csv"
    run("rate", 7, 4.5, *small)
    assert "Name one with --csv" in run("recommend", "--layout", "letterboxd", *small).stderr
    said = run("recommend", "--top", 2, "--csv", file, "--layout", "letterboxd", *small).stdout
    assert said == f"{file}\n"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    assert header == "tmdbID,imdbID,Title,Year,Rating10,WatchedDate"
    assert len(lines) == 2


def test_added_movies_are_recommended_as_the_options_say(folder: Path, small: list[str]) -> None:
    add_movies([added_movie(f"Newer {n}", 2024, imdb_id=n, genres=("Drama",)) for n in (8, 9)])
    movie_id = int(open_dataset(str(folder)).movie_ids[0])
    run("rate", movie_id, 5, *small)

    def added_in(*options: str) -> list[str]:
        lines = run("recommend", *options, *small).stdout.splitlines()
        return [line for line in lines if "Newer" in line]

    assert len(added_in()) == 2
    assert added_in("--added", "none") == []
    assert len(run("recommend", "--added", "only", *small).stdout.splitlines()) == 2
