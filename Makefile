# Everything a newcomer needs: `make demo` tries the product, `make test` proves it. Each target sets itself up.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# The first Python of 3.11 or newer that can make virtual environments.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
  $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8080
SPEED ?= 10
HISTORIES ?= 20000
SIZE ?= quick
# One process more than processors: there is always one that waits, for a browser or a database.
AT_ONCE := $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test soak mutants bench check format lock sbom audit licences clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Sitbone needs Python 3.11 or newer with the venv module (on Debian: apt install python3-venv)." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --require-hashes -r requirements.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.ready

demo: $(VENV)/.ready ## try the whole product on http://127.0.0.1:8080, without an account (PORT=, SPEED=)
	$(BIN)/sitbone demo --port $(PORT) --speed $(SPEED)

# Made-up histories are tried beside all the rest: coverage would take as long again, and is whole without them.
test: $(VENV)/.ready-dev chromium ## run the test suite on all processors, and show the coverage of the rules
	$(BIN)/python -m pytest -n $(AT_ONCE) --dist worksteal -m "hypothesis or histories or not rules"
	$(BIN)/python -m pytest -n auto tests/unit -m "rules and not (hypothesis or histories)" --cov --cov-fail-under=100

soak: mutants ## break the rules everywhere, try long lists to their end, and read thousands of made-up histories (HISTORIES=)
	SOAK=1 HISTORIES=$(HISTORIES) $(BIN)/python -m pytest -n $(AT_ONCE) --dist worksteal

mutants: $(VENV)/.ready-dev ## break the rules in hundreds of places, one at a time: the tests must notice (FILES=)
	$(BIN)/python -m tests.tools.mutants $(FILES)

# The chat page is tried in Chromium. Where it is missing and we may install it, we do; elsewhere the run names what it left out.
.PHONY: chromium
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || test -n "$(CHROMIUM)" || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && { apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
	  echo "The tests of the chat page need Chromium (on Debian: apt install chromium)." >&2; }

bench: $(VENV)/.ready-dev ## measure speed and memory beside the alternatives: a table, and bench.json (SIZE=quick|full)
	SIZE=$(SIZE) $(BIN)/python -m tests.benchmarks

check: $(VENV)/.ready-dev ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## put the code into its standard form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins for Python 3.11 to 3.14 on every platform, with hashes and without the address of any index.
LOCK := pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q
lock: $(VENV)/.ready-dev ## compile requirements*.txt from pyproject.toml
	$(BIN)/uv $(LOCK) --group build -o requirements.txt
	$(BIN)/uv $(LOCK) --group build --group dev -c requirements.txt -o requirements-dev.txt

sbom: $(VENV)/.ready-dev ## list what Sitbone runs on, for programs: build/sbom.json (CycloneDX)
	@mkdir -p build
	PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible -o build/sbom.json requirements.txt

audit: $(VENV)/.ready-dev ## ask PyPI whether a vulnerability is known of what Sitbone runs on (needs the network, and says so)
	@$(BIN)/python -m tests.tools.audit

licences: $(VENV)/.ready-dev ## write docs/licences.md anew
	$(BIN)/python -m tests.tools.licences

clean: ## forget everything that was made here
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
