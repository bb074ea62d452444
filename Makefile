# make dossier   the site and the PDF, from the records in content/
# make serve     the same in the browser, made again on every edit
# make test      everything that can be checked in under 20 minutes; CI calls this
# make quick     unit tests, cases and the rules of the code, in under 10 seconds
# make lint      style and types
# make test-long long fuzzing and large benchmarks
#
# Each installs what it lacks: Debian packages (.ci/packages), then Python packages into
# .venv/ and npm packages into tests/node_modules/, both held to the hashes of their locks.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: dossier serve test quick lint test-long lock system system-test
.DEFAULT_GOAL := dossier
.NOTPARALLEL:

dossier: .venv/run
	$(BIN)/briefgen build

serve: .venv/run
	$(BIN)/briefgen serve

test: system-test lint .venv/npm
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Its many small files are held in memory, where the system lends some; compiled modules are kept
# in any case; and a file of tests stays with one worker, which makes its fixtures once.
MEMORY := $(shell [ -w /dev/shm ] && echo /dev/shm)
quick: .venv/dev
	TMPDIR=$${TMPDIR:-$(MEMORY)} PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --quiet \
	  --numprocesses auto --maxprocesses 4 --dist loadfile \
	  -m "not slow and not lasting" tests/unit tests/cases tests/meta

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test-long: system-test .venv/npm
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -m slow --durations 0

# Versions are chosen again only here; it needs uv, which nothing else does.
LOCK := uv --no-config pip compile --quiet --universal --python-version 3.11 --upgrade \
  --generate-hashes --no-header --no-annotate --no-emit-index-url
lock:
	$(LOCK) pyproject.toml .ci/build-backend.in --output-file requirements.lock
	$(LOCK) --extra dev pyproject.toml .ci/build-backend.in --constraint requirements.lock \
	  --output-file requirements-dev.lock
	cd tests && npm update --package-lock-only

system:
	@.ci/install-packages dossier

system-test:
	@.ci/install-packages dossier test

# Each stamp says that what it is named after is whole.
.venv/made: | system
	python3 -m venv --clear .venv
	@touch $@

.venv/run: requirements.lock pyproject.toml .venv/made
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

.venv/npm: tests/package-lock.json .venv/dev | system-test
	cd tests && npm ci --silent
	command -v chromium >/dev/null || $(BIN)/playwright install --with-deps chromium
	@touch $@
