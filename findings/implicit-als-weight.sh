#!/usr/bin/env bash
# ALS of implicit weighs what a user has seen by alpha * r. The paper (Hu, Koren, Volinsky,
# Collaborative Filtering for Implicit Feedback Datasets, 2008) has 1 + alpha * r, so that a small
# alpha makes what was seen count less than what was not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    implicit==0.7.3 numpy==2.4.6 scipy==1.17.1
OPENBLAS_NUM_THREADS=1 "$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

REGULARIZATION = 0.1
counts = np.array([[3, 0, 1, 0], [0, 2, 0, 5], [1, 1, 0, 0]], np.float64)
sparse = csr_matrix(counts)


def closed_form(items, seen, weights):
    """The vector of a user that has the least squared error, by weights of the items."""
    left = items.T @ (weights[:, None] * items) + REGULARIZATION * np.eye(items.shape[1])
    return np.linalg.solve(left, items.T @ (weights * seen))


print("implicit", version("implicit"))
print("A seen item weighs alpha * r, not 1 + alpha * r; an unseen one weighs 1.")
same = []
for alpha in (0.1, 1.0, 40.0):
    model = AlternatingLeastSquares(
        factors=2, regularization=REGULARIZATION, alpha=alpha, iterations=5, use_cg=False,
        dtype=np.float64, num_threads=1, random_state=1,
    )
    model.fit(sparse, show_progress=False)
    own, user, seen = model.recalculate_user(0, sparse[0]), counts[0], counts[0] > 0
    paper = closed_form(model.item_factors, seen, 1 + alpha * user)
    other = closed_form(model.item_factors, seen, np.where(seen, alpha * user, 1))
    print(f"Seen, alpha {alpha}: {own.round(3)}; by alpha * r {other.round(3)}, "
          f"by 1 + alpha * r {paper.round(3)}")
    same.append(np.allclose(own, other) and not np.allclose(own, paper))
if not all(same):
    sys.exit("The behaviour has changed.")
PYTHON
