import numpy as np

from bench.elicitation import ANSWERS, OURS, Interview, table
from bench.strangers import draw
from engine.catalogue.dataset import Dataset
from tests.engine.conftest import two_crowds

__all__ = ["two_crowds"]


def test_only_what_is_not_put_aside_is_asked_and_answered(two_crowds: Dataset) -> None:
    strangers = draw(two_crowds, seed=3, count=1, least=20)
    user = int(strangers.users[0])
    interview = Interview(strangers, user)
    everything = np.arange(44, dtype=np.int32)
    known, questions = interview.held(
        lambda _, out: everything[~np.isin(everything, list(out))][:9]
    )
    own = strangers.known(user, 100)
    assert len(known.rows) == min(ANSWERS, len(own.rows) - len(own.rows) // 2)
    assert not set(known.rows.tolist()) & set(interview.test.rows.tolist())
    stars = dict(zip(own.rows.tolist(), own.stars.tolist(), strict=True))
    assert [stars[row] for row in known.rows.tolist()] == known.stars.tolist()
    assert len(known.rows) <= questions <= 44 - len(interview.test.rows)


def test_differences_are_taken_user_by_user() -> None:
    told = table({OURS: [(0.5, 20), (0.9, 40)], "other": [(0.6, 50), (1.0, 70)]})
    assert f"| {OURS} | 0.700 |  | 30 |" in told
    assert "| other | 0.800 | +0.100 ± 0.000 | 60 |" in told
