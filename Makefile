# make run     the demo, or real feeds: make run FEEDS=feeds.toml OUTPUT=out/world ARGS="--contact_url https://example.org/about"
# make test    the tests
# make flink   the tests that need Flink, after fetching it (Java and Maven have to be there)

# make faults  runs that are killed, full disks, clocks set back: minutes of work
# make check   lint, format, types
# make lock    pin the newest versions that setup.py allows
# make prism   build Prism, which runs streams on this machine; it is kept outside the repository

# make fake-gcs-server   a Cloud Storage emulator for the tests marked gcs; needs Go
# make docs    regenerate the pages that are made from code

PYTHON ?= python3
OUTPUT ?= out/demo
BIN := .venv/bin
FLINK := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/claimwire/flink
PRISM := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/claimwire/prism-2.77.0/prism

.PHONY: run test flink check lock docs prism clean

.PHONY: run test faults check lock docs clean

TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/claimwire/bin


FAKE_GCS_SERVER := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/claimwire/fake-gcs-server-1.56.1/fake-gcs-server

.PHONY: run test check lock docs clean fake-gcs-server

run: .venv/run.stamp
ifdef FEEDS
	$(BIN)/claimwire run --feeds $(FEEDS) --output $(OUTPUT) $(ARGS)
else
	@mkdir -p build
	$(BIN)/python -m examples.serve --feeds-out build/demo-feeds.toml -- \
	  $(BIN)/claimwire run --feeds build/demo-feeds.toml --output $(OUTPUT) \
	  --allow_private_addresses --gap_seconds 0 $(ARGS)
endif

test: .venv/dev.stamp
	$(BIN)/python -m pytest -m "not faults" $(ARGS)

faults: .venv/dev.stamp
	$(BIN)/python -m pytest -m faults $(ARGS)

flink: .venv/dev.stamp $(FLINK)/job-server.stamp $(FLINK)/cluster.stamp
	$(BIN)/python -m pytest -m flink $(ARGS)

$(FLINK)/job-server.stamp: tests/engines/flink/pom.xml
	rm -rf $(FLINK)/job-server
	mvn -B -q -f $< dependency:copy-dependencies -DoutputDirectory=$(FLINK)/job-server
	touch $@

$(FLINK)/cluster.stamp: tests/engines/flink/requirements.txt | .venv/bin/python
	rm -rf $(FLINK)/cluster
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --target $(FLINK)/cluster -r $<
	touch $@

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/run.stamp
	$(BIN)/python -m schemas.documentation > docs/tables.md
	$(BIN)/python -m examples.cookbook > docs/cookbook.md

lock: .venv/dev.stamp
	$(BIN)/uv pip compile setup.py --python-version 3.11 --generate-hashes --no-header -q --upgrade -o requirements.lock
	$(BIN)/uv pip compile setup.py --extra dev --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-dev.lock

prism: $(PRISM)

$(PRISM):
	GOBIN=$(@D) go install github.com/apache/beam/sdks/v2/go/cmd/prism@v2.77.0

fake-gcs-server: $(TOOLS)/fake-gcs-server

fake-gcs-server: $(FAKE_GCS_SERVER)

$(FAKE_GCS_SERVER):
	GOBIN=$(@D) go install github.com/fsouza/fake-gcs-server@v1.56.1

clean:
	rm -rf .venv build out *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock setup.py | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
