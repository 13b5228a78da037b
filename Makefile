# make demo | test | serve | lint | bench | bench-encoder. Everything is installed into .venv from the pinned constraints.txt.
PYTHON ?= python3
PIP = .venv/bin/pip --disable-pip-version-check
SAMPLE = tests/data/articles
QUESTION = How does Sangzhi pool insurance funds?

.PHONY: demo test serve lint bench bench-encoder clean

demo: .venv/installed
	.venv/bin/yigai --index .cache/demo index $(SAMPLE)
	.venv/bin/yigai --index .cache/demo ask "$(QUESTION)"

serve: .venv/installed
	.venv/bin/yigai --index .cache/demo index $(SAMPLE)
	.venv/bin/yigai --index .cache/demo serve

test: lint
	.venv/bin/pytest

lint: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

# Each benchmark writes tests/benchmarks/results/NAME.json; the report puts them into the README.
bench: .venv/installed-bench
	for file in tests/benchmarks/bench_*.py; do \
	  .venv/bin/python -m tests.benchmarks.$$(basename $$file .py) || exit 1; done
	.venv/bin/python -m tests.benchmarks.report

bench-encoder: .venv/installed-bench
	.venv/bin/python -m tests.benchmarks.bench_encoder

clean:
	rm -rf .venv .cache build dist *.egg-info

# pip older than 24 cannot install trafilatura, so pip is upgraded first.
.venv/bin/pip:
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --upgrade pip

.venv/installed: .venv/bin/pip pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	touch $@

.venv/installed-bench: .venv/installed-dev
	$(PIP) install --constraint constraints.txt --editable '.[dev,train,bench]'
	touch $@
