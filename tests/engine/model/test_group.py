import numpy as np

from engine.model.group import Group


def test_users_are_shared_whole_and_in_turn() -> None:
    users = np.repeat(np.arange(5, dtype=np.int32), [6, 2, 4, 1, 11])
    shares = [Group(rank, 2).share(users) for rank in range(2)]
    assert [np.unique(users[rows]).tolist() for rows in shares] == [[0, 1, 2], [3, 4]]
    rows = np.array([23, 0, 7, 22, 1], np.int32)
    assert [Group(rank, 2).share(users, rows).tolist() for rank in range(2)] == [  # type: ignore[union-attr]
        [0, 7, 1],
        [23, 22],
    ]
