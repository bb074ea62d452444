# make dossier   the site and the PDF, from the records in content/
# make serve     the same in the browser, made again on every edit
# make test      everything that can be checked in under 20 minutes; CI calls this
# make quick     unit tests, cases and the rules of the code, in under 10 seconds
# make lint      style and types
# make mutants   what no test notices when checks, resolve, audience or quotes change by one token
# make test-long the command killed and starved at its calls, and 20,000 examples of each property
#
# Each installs what it lacks: Debian packages (.ci/packages), then Python packages into
# .venv/ and npm packages into tests/node_modules/, both held to the hashes of their locks.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: dossier serve test quick lint mutants test-long lock system system-test
.DEFAULT_GOAL := dossier
.NOTPARALLEL:

dossier: .venv/run
	$(BIN)/briefgen build

serve: .venv/run
	$(BIN)/briefgen serve

test: system-test lint .venv/npm
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Two processes that share nothing, each with about half of the work: to deal out tests one by one
# would take half as long again. Their many small files are held in memory, where the system
# lends some, and compiled modules are kept in any case.
MEMORY := $(shell [ -w /dev/shm ] && echo /dev/shm)
HALF := $(BIN)/pytest --quiet -p no:xdist -p no:cacheprovider -p no:logging \
  -p no:hypothesispytest -m "not slow and not lasting"
quick: .venv/dev
	@export TMPDIR=$${TMPDIR:-$(MEMORY)} PYTHONDONTWRITEBYTECODE=; said=$$(mktemp); \
	$(HALF) tests/meta tests/unit/[t-z]*/ tests/unit/test_[!t-z]*.py >$$said 2>&1 & \
	$(HALF) tests/cases tests/unit/[!_t-z]*/ tests/unit/test_[t-z]*.py; one=$$?; \
	wait $$!; other=$$?; cat $$said; rm $$said; exit $$((one | other))

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# From nothing, since what survived is not tried again when a test is added. To see one that did:
# .venv/bin/mutmut show NAME; to try some again: .venv/bin/mutmut run 'briefgen.checks.twins.*'
mutants: .venv/dev
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/mutmut results

LONG := HYPOTHESIS_PROFILE=long $(BIN)/pytest --numprocesses auto --dist load --durations 0
test-long: system-test .venv/npm
	$(LONG) -m slow
	$(LONG) -m hypothesis tests/unit

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
