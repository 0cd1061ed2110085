#!/usr/bin/env bash
# Surprise's Reader takes ratings to be from 1 to 5 unless told. Half stars of MovieLens are learned
# from all the same, and no prediction is ever below 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    scikit-surprise==1.1.5 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import pandas as pd
from surprise import SVD, Dataset, Reader

rows = [(user, movie, 0.5) for user in range(20) for movie in range(20)]
ratings = pd.DataFrame(rows, columns=["user", "movie", "rating"])


def predicted(reader):
    """The scale, the mean of what is learned from, and a prediction."""
    trained = Dataset.load_from_df(ratings, reader).build_full_trainset()
    prediction = SVD(random_state=0).fit(trained).predict(0, 0).est
    return trained.rating_scale, trained.global_mean, prediction


usual, told = predicted(Reader()), predicted(Reader(rating_scale=(0.5, 5)))
print("scikit-surprise", version("scikit-surprise"))
print("Ratings below 1 are accepted without a word, but predictions end at 1 by default.")
print("Seen: 400 ratings, all of 0.5 stars")
for scale, mean, prediction in (usual, told):
    print(f"Seen, scale {scale}: mean {mean}, prediction {prediction:.2f}")
if usual[0] != (1, 5) or usual[2] != 1 or told[2] > 0.75:
    sys.exit("The behaviour has changed.")
PYTHON
