# make demo    everything from nothing: dependencies, sample city, report, site (ARGS=--no-serve stops before)
# make test    all tests; what the machine lacks is installed where it can be, and named otherwise
# make format  Python, templates and styles written as make check wants them
# make check   style, types, floors, catalogues, migrations, rules of the project
# make bench   what is timed, as a table
# make materials [OUT=bill.json]     a bill of materials of the locked parts, as CycloneDX
# make audit [ADVISORIES=all.zip]    the locked parts held against an advisory database

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)
BIN := .venv/bin
SOURCES := gaisma tests benchmarks supply setup.py
TEMPLATES := gaisma
STYLES := $(sort $(shell find gaisma -name "*.css"))
BEAUTIFY = $(BIN)/css-beautify --space-around-combinator --end-with-newline

# The environment of whoever calls must not decide what is built: compiled modules make every start
# faster, and settings of another installation are none of ours.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export VIRTUAL_ENV := $(CURDIR)/.venv
# uv is told what pip is told: the machine's certificates and, where there is one, its own index.
export UV_SYSTEM_CERTS := true
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif
INDEX = index="$${UV_DEFAULT_INDEX:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}"; \
	index="$${PIP_INDEX_URL:-$$index}";
UV = $(INDEX) env $${index:+UV_DEFAULT_INDEX="$$index"} $(BIN)/uv pip

.PHONY: demo test check format bench lock messages materials audit \
	check-style check-types check-floors check-django check-catalogues check-project

demo: .venv/catalogues
	@$(BIN)/gaisma demo $(ARGS)

test: .venv/development .venv/catalogues
	@$(BIN)/python -m tests.run $(ARGS)

bench: .venv/development .venv/catalogues
	@$(BIN)/python -m benchmarks $(ARGS)

materials: .venv/development
	@$(BIN)/python -m supply.materials $(OUT)

audit: .venv/development
	@$(BIN)/python -m supply.audit $(ADVISORIES)

check: check-style check-types check-floors check-django check-catalogues check-project

check-style: .venv/development
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/djangofmt --check $(TEMPLATES)
	@for file in $(STYLES); do $(BEAUTIFY) $$file | cmp -s - $$file || \
		{ echo "$$file: make format writes it otherwise" >&2; exit 1; }; done

format: .venv/development
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/djangofmt $(TEMPLATES)
	@$(BEAUTIFY) --replace $(STYLES)

check-types check-floors check-django check-project: export GAISMA_HOME := $(CURDIR)/.venv/check

check-types: .venv/development
	@$(BIN)/mypy

check-floors: .venv/development
	@$(BIN)/lint-imports --no-cache

check-django: .venv/catalogues
	@install -d -m 700 $(GAISMA_HOME)
	@$(BIN)/gaisma check --fail-level WARNING
	@$(BIN)/gaisma makemigrations --check --dry-run

check-catalogues: .venv/runtime
	@$(BIN)/python -m gaisma.base.catalogues check

check-project: .venv/development .venv/catalogues
	@$(BIN)/pytest -q tests/unit/project

messages: .venv/runtime
	@$(BIN)/python -m gaisma.base.catalogues extract
	@$(BIN)/python -m gaisma.base.catalogues

LOCK = $(UV) compile --quiet --generate-hashes --no-emit-index-url --no-header --universal \
	--python-version 3.11 $(ARGS)

lock: .venv/tools
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-uv.in -c requirements.txt -o requirements-uv.txt
	@$(LOCK) requirements-spark.in -c requirements.txt -o requirements-spark.txt
	@$(LOCK) requirements.in requirements-spark.in requirements-dev.in -c requirements.txt \
		-o requirements-dev.txt

# Each file below .venv says that a step is done; it is done again when what it reads has changed.

.venv/tools: requirements-uv.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (on Debian: \
	apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-uv.txt
	@touch $@

.venv/runtime: .venv/tools requirements.txt pyproject.toml setup.py
	@echo "Installing what Gaisma is built from …" >&2
	@$(UV) install --require-hashes -r requirements.txt
	@$(UV) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/development: .venv/runtime requirements-dev.txt
	@echo "Installing what Gaisma is tested with …" >&2
	@$(UV) install --quiet --require-hashes --no-build-isolation -r requirements-dev.txt
	@touch $@

.venv/catalogues: .venv/runtime $(shell find gaisma -name '*.po' 2>/dev/null)
	@$(BIN)/python -m gaisma.base.catalogues
	@touch $@
