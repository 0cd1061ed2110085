#!/usr/bin/env bash
# Surprise holds users and movies by the ids that it was given. One read from a file is text, and a
# prediction for the number is that for an unknown user and an unknown movie, which nothing tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    scikit-surprise==1.1.5 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
import tempfile
from importlib.metadata import version

from surprise import SVD, Dataset, Reader

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "ratings.csv")
    with open(path, "w") as file:
        for user in (1, 2, 3):
            file.writelines(f"{user},{movie},{5 - movie}\n" for movie in (1, 2, 3))
    ratings = Dataset.load_from_file(path, Reader(line_format="user item rating", sep=","))
    trained = ratings.build_full_trainset()
model = SVD(random_state=0, n_epochs=200).fit(trained)
text, number, unknown = model.predict("1", "1"), model.predict(1, 1), model.predict("x", "y")

print("scikit-surprise", version("scikit-surprise"))
print("SVD predicts the mean of all for ids of another type, and says that nothing was amiss.")
print(f"Seen: user '1', movie '1', rated 4: {text.est:.2f}")
print(f"Seen: user 1, movie 1: {number.est:.2f}, {number.details}")
print(f"Seen: an unknown user and movie: {unknown.est:.2f}; the mean: {trained.global_mean:.2f}")
mean = number.est == unknown.est == trained.global_mean
if not mean or text.est < 3.5 or number.details["was_impossible"]:
    sys.exit("The behaviour has changed.")
PYTHON
