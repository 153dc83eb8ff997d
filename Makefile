# The two commands of a newcomer are `make run` and `make test`; all else serves them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench

.PHONY: help run demo test check format messages relevance bench bench-ledger bench-survey bench-writers lock clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(RUN_STAMP) ## Set everything up and serve the catalogue on http://127.0.0.1:8000
	@$(BIN)/hyte serve

demo: $(RUN_STAMP) ## The same with made-up people and a made-up ledger of some years, to try every role
	@$(BIN)/hyte demo

test: $(DEV_STAMP) ## Set everything up and run all tests
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(DEV_STAMP) ## Format, lint, types, catalogues, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/hyte messages check
	$(BIN)/hyte content check

format: $(DEV_STAMP) ## Put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(DEV_STAMP) ## Bring the catalogues up to the code and templates
	$(BIN)/hyte messages update

relevance: $(DEV_STAMP) ## Score the search on the judged sample
	$(BIN)/python -m benchmarks.relevance

bench: $(BENCH_STAMP) ## Measure speed beside Datasette (about 15 minutes)
	$(BIN)/python -m benchmarks.speed

bench-ledger: $(DEV_STAMP) ## Measure the ledger's pages over 220,000 entries (about 5 minutes)
	$(BIN)/python -m benchmarks.ledger

bench-survey: $(DEV_STAMP) ## Measure the survey's results over two made-up rounds of all regions (about two minutes)
	$(BIN)/python -m benchmarks.survey

bench-writers: $(DEV_STAMP) ## Eight people write at once while server processes are killed (about 3 minutes)
	$(BIN)/python -m benchmarks.writers

# Locks hold hashes and no address of a package index.
COMPILE := $(BIN)/pip-compile -q --no-header --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: $(DEV_STAMP) ## Make the lock files anew
	$(BIN)/pip install -q pip-tools
	$(COMPILE) --build-deps-for wheel --build-deps-for editable -o requirements/run.txt pyproject.toml
	$(COMPILE) --build-deps-for wheel --build-deps-for editable --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	$(COMPILE) --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt pyproject.toml

$(BIN)/python:
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the service needs (a minute the first time) ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q registry search_index
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(RUN_STAMP)
	@echo "Installing what checks and tests need ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH_STAMP): requirements/bench.txt $(DEV_STAMP)
	@echo "Installing what the benchmarks need ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

clean: ## Take away what was made, but not the data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
