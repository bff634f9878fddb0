# Onedoor on a fresh Debian with Python 3.11: `make run` to try it, `make test` to check it.
PYTHON ?= python3
BIN := .venv/bin
NEED := bash .ci/need
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: help run setup check test bench lock system-parts

help:
	@echo "make run    try Onedoor: an example area, and a page to open"
	@echo "make test   every check and test"
	@echo "make setup  make .venv, with all that Onedoor and its tests need"
	@echo "make check  linters, types and house rules alone"
	@echo "make bench  measure, and write benchmarks/results.md"
	@echo "make lock   pin the newest releases that pyproject.toml allows (needs uv)"

# Either kind of install answers for running; only the second for tests.
run: $(BIN)/.for-running
	@exec $(BIN)/python run_bot.py demo

setup: $(BIN)/.for-tests

check: $(BIN)/.for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest --quiet tests/rules

# The house rules, import contracts included, are among the tests.
test: $(BIN)/.for-tests system-parts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 4 --dist loadgroup

bench: $(BIN)/.for-tests system-parts
	$(BIN)/python -m benchmarks.run $(if $(LARGE),--large)

system-parts:
	@$(NEED) "command -v redis-server || command -v valkey-server" redis-server "the tests of the store"
	@$(NEED) "command -v chromium" chromium "the tests in a browser"
	@$(NEED) "fc-list | grep ." "fontconfig fonts-dejavu-core" "the tests in a browser"

$(BIN)/.for-running: $(BIN)/python requirements.txt
	@echo "Installing what Onedoor needs to run."
	@$(PIP) -r requirements.txt
	@touch $@

$(BIN)/.for-tests: $(BIN)/python requirements-dev.txt
	@echo "Installing what Onedoor and its tests need."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(BIN)/.for-running

# Order-only: that the folder is there is what counts, not its date.
$(BIN)/python: | .venv
.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Onedoor needs Python 3.11 or later: install it, or name it as in: make run PYTHON=python3.12"; exit 1; }
	@$(NEED) "$(PYTHON) -c 'import ensurepip, venv'" python3-venv "making .venv"
	@$(PYTHON) -m venv $@ || { rm -rf $@; exit 1; }

lock:
	$(LOCK) --upgrade -o requirements.txt
	$(LOCK) --upgrade --group dev -c requirements.txt -o requirements-dev.txt
