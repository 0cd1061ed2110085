# On Windows, or without make, use the pip lines in README.md.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test snapshots pages tour bench bench-accuracy bench-newcomers bench-elicitation bench-seen bench-learned bench-imports bench-newer bench-scale bench-torchrun fuzz faults clean

run: .venv/installed
	$(BIN)/movierec-tui

# Compiled tests and modules are kept, or each process would compile its own.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 3 --dist worksteal

snapshots: .venv/installed-dev
	$(BIN)/pytest tests/tui --snapshot-update

# docs/keys.md, and the pictures and tables of docs/architecture.md, from the code.
pages: .venv/installed-dev
	$(BIN)/python -m bench.pages

# The pictures of docs/tour.md, and those of README.md; takes some minutes.
tour: .venv/installed-dev
	$(BIN)/python -m bench.tour
	$(BIN)/python -m bench.picture

bench: .venv/installed-dev
	$(BIN)/python -m bench $(DATASET)

# The rankings and the ladder of docs/measured.md, with the rivals; takes about three quarters of an hour.
MEASURED = docs/measured.md
DATASET_FOLDER = $(or $(DATASET),../shared/ml-latest-small)
FACTS ?= ../shared/enrichment/wikidata_movies.csv.gz

bench-accuracy: .venv/installed-dev
	$(PIP) --editable '.[dev,rivals]'
	$(BIN)/python -m bench.rankings $(DATASET_FOLDER) $(FACTS) $(MEASURED)
	$(BIN)/python -m bench.ladder $(DATASET_FOLDER) $(FACTS) $(MEASURED)

# Fold-in, calibration and rankings of held-out users; takes about a quarter of an hour.
bench-newcomers: .venv/installed-dev
	$(PIP) --editable '.[dev,rivals]'
	$(BIN)/python -m bench.newcomers $(DATASET_FOLDER) $(FACTS) $(MEASURED)

# What to ask a newcomer; takes about ten minutes.
bench-elicitation: .venv/installed-dev
	$(BIN)/python -m bench.elicitation $(DATASET_FOLDER) $(FACTS) $(MEASURED)

# What movies that were seen and not rated tell of a choice and of stars; takes some minutes.
bench-seen: .venv/installed-dev
	$(BIN)/python -m bench.seen $(DATASET_FOLDER) $(MEASURED)

# Predictions for people whom the model was trained with; takes some minutes.
bench-learned: .venv/installed-dev
	$(BIN)/python -m bench.learned $(DATASET_FOLDER) $(FACTS) $(MEASURED)

# Movies of a Letterboxd export found in the data set; takes some seconds.
bench-imports: .venv/installed-dev
	$(BIN)/python -m bench.imports

# Movies that are newer than the data set, known by their facts alone; takes about five minutes.
bench-newer: .venv/installed-dev
	$(PIP) --editable '.[dev,rivals]'
	$(BIN)/python -m bench.newer $(DATASET_FOLDER) $(FACTS) $(MEASURED)

# 32 million ratings, and how costs grow up to them; takes some minutes, and 2 GB of disk.
# DATASET is a folder with ml-32m, or one that keeps the data made in its place.
bench-scale: .venv/installed-dev
	$(BIN)/python -m bench.scale $(DATASET)

# Two processes under torchrun against one with two threads; takes some minutes.
bench-torchrun: .venv/installed-dev
	$(BIN)/python -m bench.torchrun $(DATASET_FOLDER) $(FACTS)

# Damaged exports against every reader, a minute each.
FUZZ_SECONDS ?= 60

fuzz: .venv/installed-dev
	$(BIN)/python -m tests.engine.exchange.fuzz $(FUZZ_SECONDS)

# The real program killed, its files damaged, its disk filled; takes about half an hour.
FAULTS_SEED ?= 1

faults: .venv/installed-dev
	$(BIN)/python -m tests.faults $(FAULTS_SEED) $(MEASURED)

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv
