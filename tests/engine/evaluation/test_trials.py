"""A trial trains on one part of the ratings and is judged by the other, which it never sees."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.catalogue.movielens import read_dataset
from engine.evaluation import trials
from engine.evaluation.ranking import Ranker, RankingMeasures, rated_by
from engine.evaluation.trials import Trial, evaluate, split_of
from engine.facts.movie_facts import Facts
from engine.files.problems import DatasetError
from engine.model import settings as settings_module
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model
from engine.model.events import TrainingFinished
from engine.model.examples import Examples, examples_of
from engine.model.features import Bags, build_features
from engine.model.histories import Histories
from engine.model.prediction import predict
from engine.model.settings import BASELINES, Settings
from engine.model.training import train
from engine.recommend.recommender import Recommender
from tests.conftest import write_folder
from tests.engine.conftest import FANS, movie_lines, rating_lines

DEEPFM = Settings(epochs=2, batch_size=256, learning_rate=0.01, width=4, hidden=4)
FM = replace(DEEPFM, model="fm")
MF = replace(DEEPFM, model="mf", hide_movie=0.0)
LARGEST_SEED = 2**32 - 1  # that numpy takes


@pytest.fixture
def tagged(tmp_path: Path) -> Dataset:
    """The two crowds, and tags that tell their movies apart."""
    tags = [f"1,{100 + row},{'rockets' if row < 20 else 'kisses'},9" for row in range(40)]
    return read_dataset(
        write_folder(
            tmp_path / "tagged",
            ratings="\n".join(rating_lines()),
            movies="\n".join(movie_lines()),
            tags="\n".join(["userId,movieId,tag,timestamp", *tags, ""]),
            links=None,
        )
    )


def facts_of(dataset: Dataset) -> Bags:
    """One director who made every other movie."""
    unknown = np.full(len(dataset.movie_ids), np.nan, np.float32)
    directed: list[tuple[str, ...]] = [
        ("Q1",) if row % 2 else () for row in range(len(dataset.movie_ids))
    ]
    return Facts({"directors": directed}, {}, unknown, unknown, unknown, ()).bags()


def small(folder: Path, *ratings: str) -> Dataset:
    """A data set of movies 1 to 6 with these ratings."""
    movies = [f"{movie},Film {movie} (199{movie}),Drama" for movie in range(1, 7)]
    return read_dataset(
        write_folder(
            folder,
            ratings="\n".join(["userId,movieId,rating,timestamp", *ratings, ""]),
            movies="\n".join(["movieId,title,genres", *movies, ""]),
            tags=None,
            links=None,
        )
    )


def with_other_stars(dataset: Dataset, rows: Ints) -> Dataset:
    """The data set with the stars in some rows turned upside down."""
    stars = dataset.stars.copy()
    stars[rows] = 5.5 - stars[rows]
    return replace(dataset, stars=stars)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """All that trials predict from here on, and what they rank the first users' movies by."""
    heard: list[np.ndarray] = []

    def predicting(model: FieldModel, examples: Examples, histories: Histories | None) -> Any:
        predictions = predict(model, examples, histories)
        heard.append(predictions.numpy())
        return predictions

    def ranking(training: Dataset, _held_out: Dataset, scores: Ranker) -> RankingMeasures:
        heard.extend(scores(user, rated_by(training, user)) for user in range(5))
        return RankingMeasures(None, None, None)

    monkeypatch.setattr(trials, "predict", predicting)
    monkeypatch.setattr(trials, "measure_ranking", ranking)
    return heard


TRIALS = [
    Trial(MF),
    Trial(FM, "latest"),
    Trial(DEEPFM, seed=3, time_context=True),
    Trial("biases"),
    Trial("popularity", "latest"),
]


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: getattr(trial.model, "model", ""))
def test_no_star_of_the_test_part_has_a_say(
    two_crowds: Dataset, answers: list[np.ndarray], trial: Trial
) -> None:
    split = split_of(two_crowds, trial)
    evaluate(two_crowds, trial)
    before = [answer.copy() for answer in answers]
    answers.clear()
    evaluate(with_other_stars(two_crowds, split.test), trial)
    assert len(before) == len(answers) >= 5
    assert all(np.array_equal(one, other) for one, other in zip(before, answers, strict=True))


@pytest.mark.parametrize("trial", TRIALS[:-1], ids=lambda trial: getattr(trial.model, "model", ""))
def test_the_stars_of_the_training_part_have(
    two_crowds: Dataset, answers: list[np.ndarray], trial: Trial
) -> None:
    split = split_of(two_crowds, trial)
    evaluate(two_crowds, trial)
    before = [answer.copy() for answer in answers]
    answers.clear()
    evaluate(with_other_stars(two_crowds, split.train[:300]), trial)
    assert not any(np.array_equal(one, other) for one, other in zip(before, answers, strict=True))


def test_a_row_has_all_that_was_measured(two_crowds: Dataset) -> None:
    row = evaluate(two_crowds, Trial(DEEPFM))
    told = asdict(row)
    said = {"model": "deepfm", "split": "random", "seed": 1, "members": 1}
    said |= dict.fromkeys(("facts", "tags", "time_context"), False)
    assert told == told | said
    measured = ("mse", "rmse", "mae", "mse_cold", "ndcg_at_10", "recall_at_10", "coverage")
    assert list(told) == [
        *("model", "split", "seed", "facts", "tags", "time_context", "members"),
        *(*measured, "parameters", "train_seconds"),
        *("ndcg_error", "recall_at_20", "popularity", "ndcg_less_rated", "stars_of_hits"),
    ]
    assert row.mse is not None
    assert row.mae is not None
    assert row.rmse is not None
    assert row.rmse == pytest.approx(row.mse**0.5)
    assert 0 < row.mae <= row.rmse < 2
    for share in (row.ndcg_at_10, row.recall_at_10, row.coverage):
        assert share is not None
        assert 0 < share <= 1
    model = DeepFM(build_features(two_crowds), DEEPFM)
    assert row.parameters == sum(parameter.numel() for parameter in model.parameters())
    assert row.train_seconds > 0


def test_a_trained_model_is_measured_better_than_an_untrained_one(two_crowds: Dataset) -> None:
    taught = replace(FM, epochs=10, batch_size=64, embedding_decay=0.5, width=8)
    start = evaluate(two_crowds, Trial(replace(FM, learning_rate=1e-9)))
    row = evaluate(two_crowds, Trial(taught))
    assert start.mse is not None
    assert row.mse is not None
    # Measured: 1.3 at the start, which is that of the biases, and 0.2 trained.
    assert row.mse < 0.5 * start.mse


def test_the_latest_split_tests_what_each_user_rated_last(tmp_path: Path) -> None:
    early = [f"{user},{movie},{movie / 2 + user},10" for user in (1, 2) for movie in (1, 2, 3, 4)]
    # Not last in the file, but in time.
    dataset = small(tmp_path, "1,5,1.0,99", *early, "2,5,5.0,99")
    trial = Trial("biases", "latest")
    split = split_of(dataset, trial)
    assert (dataset.movies[split.test] + 1).tolist() == [5, 5]
    stars = dataset.stars[split.train].astype(float)
    mean = stars.mean()
    by_movie = {
        movie: (stars[dataset.movies[split.train] == movie] - mean).sum() / (2 + 4)
        for movie in range(4)
    }
    errors = []
    for user, held_out in ((0, 1.0), (1, 5.0)):
        own = split.train[dataset.users[split.train] == user]
        rest = [dataset.stars[row] - mean - by_movie[dataset.movies[row]] for row in own]
        errors.append(mean + sum(rest) / (len(own) + 5) - held_out)
    row = evaluate(dataset, trial)
    assert row.mse == pytest.approx(np.mean(np.square(errors)))
    assert row.mae == pytest.approx(np.mean(np.abs(errors)))
    # Nobody had rated movie 5 before.
    assert row.mse_cold == row.mse
    assert row.split == "latest"


def test_the_random_split_is_the_notebook_s_of_the_seed(two_crowds: Dataset) -> None:
    for seed in (1, 7):
        test = split_of(two_crowds, Trial("biases", seed=seed)).test
        assert test.tolist() == two_crowds.split(0.8, seed).test.tolist()
    one, other = (evaluate(two_crowds, Trial("biases", seed=seed)) for seed in (1, 7))
    assert one.mse != other.mse


def test_cold_movies_are_those_without_a_training_rating(tmp_path: Path) -> None:
    early = [f"{user},{movie},3.0,10" for user in (1, 2) for movie in (1, 2, 3, 4)]
    dataset = small(tmp_path, *early, "1,5,1.0,99", "2,6,2.0,99", "3,1,3,1", "3,2,3,2", "3,3,4,3")
    row = evaluate(dataset, Trial("biases", "latest"))
    # All are predicted to be the mean, 3: 2 and 1 from the cold ones, 1 from the other.
    assert row.mse == pytest.approx((4 + 1 + 1) / 3)
    assert row.mse_cold == pytest.approx((4 + 1) / 2)


def test_where_no_movie_is_cold_nothing_is_said_of_them(two_crowds: Dataset) -> None:
    split = two_crowds.split(0.8, 1)
    assert set(two_crowds.movies[split.test]) <= set(two_crowds.movies[split.train])
    assert evaluate(two_crowds, Trial("biases")).mse_cold is None


def test_a_trial_with_members_is_of_their_mean(two_crowds: Dataset) -> None:
    pair = evaluate(two_crowds, Trial(replace(DEEPFM, members=2), seed=4))
    alone = evaluate(two_crowds, Trial(DEEPFM, seed=4))
    assert (pair.members, alone.members) == (2, 1)
    assert pair.parameters > alone.parameters
    assert pair.mse != alone.mse


def test_of_many_ratings_a_single_member_is_trained_and_told(
    two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_module, "MANY", 100)
    assert evaluate(two_crowds, Trial(replace(DEEPFM, members=2))).members == 1


def test_the_biases_predict_and_popularity_only_ranks(two_crowds: Dataset) -> None:
    biases, popular = (evaluate(two_crowds, Trial(name)) for name in BASELINES[:2])
    assert (biases.model, popular.model) == ("biases", "popularity")
    assert biases.mse is not None
    assert [popular.mse, popular.rmse, popular.mae, popular.mse_cold] == [None] * 4
    assert (biases.parameters, popular.parameters) == (1 + 2 * FANS + 44, 44)
    assert popular.ndcg_at_10 is not None


def test_a_model_ranks_as_the_program_does_for_one_who_rated_the_training_part(
    two_crowds: Dataset, answers: list[Floats]
) -> None:
    evaluate(two_crowds, Trial(FM))
    part = two_crowds.only(two_crowds.split().train)
    settings = replace(FM, seed=1000).without_facts()
    model = build_model(build_features(two_crowds), settings)
    *_, finished = train(model, examples_of(part), settings)
    assert isinstance(finished, TrainingFinished)
    recommender = Recommender(part, model, finished.validation_mse)
    for user, scores in enumerate(answers[1:]):
        rated = rated_by(part, user)
        expected = recommender.predictor.expect(recommender.predictor.fold_in(rated))
        assert scores.tolist() == pytest.approx(recommender.scores(rated, expected).tolist())


def test_a_prediction_ends_where_the_stars_end(tmp_path: Path) -> None:
    # Everybody loves movie 6, and the first user everything: more than 5 stars by the biases.
    others = [
        f"{user},{movie},{stars},9"
        for user in range(2, 22)
        for movie, stars in ((6, 5), (user % 5 + 1, 1))
    ]
    loved = [f"1,{movie},5,{movie}" for movie in range(1, 7)]
    row = evaluate(small(tmp_path, *others, *loved), Trial("biases", "latest"))
    assert row.mse == 0


def test_popularity_lists_the_most_rated_that_the_user_has_not_rated(
    two_crowds: Dataset, answers: list[Floats]
) -> None:
    evaluate(two_crowds, Trial("popularity"))
    part = two_crowds.only(two_crowds.split().train)
    for user, scores in enumerate(answers):
        own = part.movies[part.users == user]
        expected = part.rating_counts.astype(float)
        expected[own] = -np.inf
        assert len(own) > 10
        assert scores.tolist() == expected.tolist()


def test_a_baseline_says_nothing_of_what_it_does_not_know(tagged: Dataset) -> None:
    row = evaluate(tagged, Trial("biases", time_context=True), facts_of(tagged))
    assert (row.facts, row.tags, row.time_context) == (False, False, False)


def test_facts_and_tags_count_where_they_are_and_are_told(tagged: Dataset) -> None:
    facts = facts_of(tagged)
    rows = [
        evaluate(tagged, Trial(FM), facts),
        evaluate(tagged, Trial(FM)),
        evaluate(tagged, Trial(replace(FM, tags=False)), facts),
        evaluate(tagged, Trial(replace(FM, tags=False))),
    ]
    assert [(row.facts, row.tags) for row in rows] == [
        (True, True),
        (False, True),
        (True, False),
        (False, False),
    ]
    assert len({row.mse for row in rows}) == 4
    counts = [row.parameters for row in rows]
    # The director, the two tags, each with a vector and a weight.
    assert counts[0] - counts[1] == 5
    assert counts[0] - counts[2] == 2 * 5


def test_matrix_factorization_knows_neither_and_says_so(tagged: Dataset) -> None:
    bare, told = evaluate(tagged, Trial(MF)), evaluate(tagged, Trial(MF), facts_of(tagged))
    assert (told.facts, told.tags) == (False, False)
    assert replace(told, train_seconds=0) == replace(bare, train_seconds=0)
    assert told.parameters == 1 + (2 * FANS + 1 + 44) * 5


def test_moods_are_known_with_time_context_alone(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    lines = []
    for user in range(1, 41):
        # Happy at one sitting and sad at another; which movies fall on which is up to chance.
        happy = set(chance.permutation(30)[:15] + 1)
        early = chance.choice([True, False])
        for movie in range(1, 31):
            stars, when = (4.5, early) if movie in happy else (1.5, not early)
            lines.append(f"{user},{movie},{stars},{0 if when else 10**6}")
    movies = [f"{movie},Film {movie},Drama" for movie in range(1, 31)]
    dataset = read_dataset(
        write_folder(
            tmp_path,
            ratings="\n".join(["userId,movieId,rating,timestamp", *lines, ""]),
            movies="\n".join(["movieId,title,genres", *movies, ""]),
            tags=None,
            links=None,
        )
    )
    settings = replace(MF, epochs=8, batch_size=64)
    without, within = (
        evaluate(dataset, Trial(settings, time_context=told)) for told in (False, True)
    )
    assert (without.time_context, within.time_context) == (False, True)
    assert without.mse is not None
    assert within.mse is not None
    # Measured: 2.3 and 1.1.
    assert within.mse < 0.6 * without.mse


@pytest.mark.parametrize("seed", [0, 20_260_917, LARGEST_SEED])
def test_any_seed_will_do(two_crowds: Dataset, seed: int) -> None:
    row = evaluate(two_crowds, Trial(MF, seed=seed))
    assert row.seed == seed
    assert row.mse is not None
    # Measured: 1.1 to 1.4, for after two epochs it knows hardly more than the biases.
    assert 0.8 < row.mse < 1.8
    again = evaluate(two_crowds, Trial(MF, seed=seed))
    assert replace(again, train_seconds=0) == replace(row, train_seconds=0)


@pytest.mark.parametrize("model", ["biases", DEEPFM], ids=["biases", "deepfm"])
def test_too_few_ratings_for_a_test_part_are_refused(tiny: Dataset, model: Settings | str) -> None:
    with pytest.raises(DatasetError) as refusal:
        evaluate(tiny, Trial(model, "latest"))
    told = str(refusal.value)
    assert told == (
        "tiny has too few ratings to hold some out (latest split). Choose a larger data set."
    )


@pytest.mark.parametrize("model", ["biases", "popularity", DEEPFM], ids=["b", "p", "deepfm"])
def test_where_nobody_likes_a_held_out_movie_there_is_an_error_and_no_ranking(
    tmp_path: Path, model: Settings | str
) -> None:
    ratings = [f"{user},{movie},{user},9" for user in (1, 2, 3) for movie in range(1, 6)]
    row = evaluate(small(tmp_path, *ratings), Trial(model))
    assert (row.ndcg_at_10, row.recall_at_10, row.coverage) == (None, None, None)
    assert (row.mse is None) == (model == "popularity")
