# The habits of this repository. `make demo` and `make test` work on a fresh machine; see README.md.
# What is installed and built leaves a stamp in .stamps/, so that nothing is done twice without need.

PYTHON ?= python3
PY := .venv/bin/python
CARGO := cargo
ENGINE := --manifest-path engine/Cargo.toml --locked
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
DEMO_TABLES := demo_tables
CAPTURES := sample_captures
# Fuzz targets of the whole engine, the others are of a decoder.
WHOLE_ENGINE := file packets conversation

# rustup's own folder is often missing from the path of a shell that nobody logged in to.
export PATH := $(PATH):$(HOME)/.cargo/bin

.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.PHONY: help demo test test-exhaustive fuzz lint format bench accuracy record docs registry lock clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

demo: .stamps/engine ## build, run pipelines/client_auth.toml over sample_captures/, show what it found
	@rm -rf $(DEMO_TABLES)
	@.venv/bin/pcapflow run pipelines/client_auth.toml --tables $(DEMO_TABLES)
	@echo "(pcapflow is in .venv/bin: source .venv/bin/activate)"

test: .stamps/engine .stamps/test ## install what the tests need, and pass them all
	@requirements/install_debian.sh tests/packages.txt
	$(CARGO) test $(ENGINE)
	$(PY) -m pytest
	$(PY) engine/fuzz/fuzz.py --seconds 10

test-exhaustive: export PCAPFLOW_EXHAUSTIVE := 1
test-exhaustive: test ## the same, with tests whole that are otherwise a seeded sample

fuzz: .stamps/runtime ## fuzz the whole engine for an hour and each decoder for five minutes, write docs/fuzzing.md
	$(PY) engine/fuzz/fuzz.py --log $(foreach target,$(patsubst engine/fuzz/targets/%.rs,%,$(wildcard engine/fuzz/targets/*.rs)),\
		$(target)=$(if $(filter $(target),$(WHOLE_ENGINE)),1200,300))

lint: .stamps/engine .stamps/lint ## style, types, layers, stale files: nothing is changed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	for folder in benchmarks sample_captures docs engine/registry engine/fuzz; do .venv/bin/mypy $$folder; done
	$(PY) -m mypy.stubtest pcapflow._engine
	.venv/bin/lint-imports
	$(CARGO) fmt --manifest-path engine/Cargo.toml --all --check
	$(CARGO) fmt --manifest-path engine/fuzz/Cargo.toml --check
	$(CARGO) clippy $(ENGINE) --workspace --all-targets -- -D warnings
	$(PY) engine/registry/generate.py --check
	$(PY) engine/registry/generate_linktypes.py --check
	$(PY) docs/generate.py --check

format: .stamps/lint ## bring Python and Rust into shape
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	$(CARGO) fmt --manifest-path engine/Cargo.toml --all

bench: .stamps/engine benchmarks/.venv/stamp ## measure pcapflow beside its peers, write docs/performance.md
	@requirements/install_debian.sh benchmarks/packages.txt
	$(PY) benchmarks/record.py
	$(PY) benchmarks/bench.py

accuracy: .stamps/engine .stamps/test ## hold what is inferred to what the keys show, write docs/accuracy.md
	@requirements/install_debian.sh tests/packages.txt
	PYTHONPATH=tests $(PY) tests/agreement/accuracy.py

agreement: .stamps/engine .stamps/test ## hold what is told of CAPTURES=DIR to what tshark says of it
	@requirements/install_debian.sh tests/packages.txt
	@PYTHONPATH=tests $(PY) tests/agreement/agreement.py $(CAPTURES) --kept .agreement

record: .stamps/record-python ## record the sample captures anew (root, network namespaces)
	$(PY) sample_captures/record.py

docs: .stamps/engine ## write the pages of docs/ that say what the code says
	$(PY) docs/generate.py

registry: ## write the engine's registries from engine/registry/*.csv
	$(PYTHON) engine/registry/generate.py
	$(PYTHON) engine/registry/generate_linktypes.py

# Locks hold for every CPython from 3.11 on and carry hashes, so plain pip installs them.
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--fork-strategy fewest --custom-compile-command "make lock"
lock: ## bring the locked Python packages up to date (needs uv)
	$(LOCK) pyproject.toml --output-file requirements/runtime.txt
	for name in build test record lint; do $(LOCK) requirements/$$name.in --output-file requirements/$$name.txt; done

clean: ## remove what was installed, built and shown
	rm -rf .venv .stamps .agreement engine/target $(DEMO_TABLES) pcapflow/_engine*.so benchmarks/.venv
	rm -rf sample_captures/recorders/endpoints/rustls_client/target
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# ---- what the above rests on

.stamps/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "pcapflow needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	@mkdir -p .stamps && touch $@

.stamps/runtime: requirements/build.txt requirements/runtime.txt .stamps/venv
	$(INSTALL) -r requirements/build.txt -r requirements/runtime.txt
	@touch $@

# Without isolation the locked maturin builds, found by PATH; where there is no Rust, it fetches it (puccinialin).
ENGINE_SOURCES := pyproject.toml $(shell find engine -name target -prune -o -name '*.rs' -print -o -name 'Cargo.*' -print)
.stamps/engine: $(ENGINE_SOURCES) .stamps/runtime
	@echo "Building the engine; the first time this takes a few minutes."
	PATH="$(CURDIR)/.venv/bin:$$PATH" \
		$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.stamps/test: requirements/test.txt .stamps/runtime
	$(INSTALL) -r requirements/test.txt
	@touch $@

# mypy looks into the tests and the recorders, so it needs what they import.
.stamps/lint: requirements/lint.txt .stamps/test .stamps/record-python
	$(INSTALL) -r requirements/lint.txt
	@touch $@

.stamps/record-python: requirements/record.txt .stamps/runtime
	$(INSTALL) -r requirements/record.txt
	@touch $@

benchmarks/.venv/stamp: benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@
