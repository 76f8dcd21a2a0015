# make run     run the demo, or real feeds: make run FEEDS=feeds.toml OUTPUT=out/world ARGS="--contact_url https://example.org/about"
# make test    run the tests
# make check   lint, format, types, import contracts
# make lock    pin the newest versions that setup.py allows
# make docs    regenerate the pages and deployment files that are made from code
# make clean   remove everything that make created in this folder
#
# Kept outside the repository, in $XDG_CACHE_HOME/claimwire:
# make prism             build Prism, which runs streams on this machine (Go)
# make fake-gcs-server   build a Cloud Storage emulator for the tests marked gcs (Go)
#
# Tests that take minutes, or need more than Python:
# make flink         fetch Flink and run on it (Java and Maven)
# make gcs           run in a bucket of the emulator
# make s3            hold the store on S3 to the contract of all stores (moto)
# make faults        killed runs, full disks, clocks set back
# make wheel         build and install the wheel, and run what is in it
# make bench         measure speed and memory, and write them to docs/performance.md
# make accuracy      print all figures of accuracy, on corpora in $CLAIMWIRE_CORPORA
# make deploy-check  find insecure settings in deploy/ (checkov, in its own environment)

PYTHON ?= python3
OUTPUT ?= out/demo
BIN := .venv/bin
CORPORA := $(or $(CLAIMWIRE_CORPORA),../shared/corpora)
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/claimwire
FLINK := $(CACHE)/flink
PRISM := $(CACHE)/prism-2.77.0/prism
FAKE_GCS_SERVER := $(CACHE)/fake-gcs-server-1.56.1/fake-gcs-server

.PHONY: run test flink flink-jars gcs s3 faults wheel check bench accuracy lock docs prism fake-gcs-server deploy-check clean

run: .venv/run.stamp
ifdef FEEDS
	$(BIN)/claimwire run --feeds $(FEEDS) --output $(OUTPUT) $(ARGS)
else
	@mkdir -p build
	$(BIN)/python -m examples.serve --feeds-out build/demo-feeds.toml -- \
	  $(BIN)/claimwire run --feeds build/demo-feeds.toml --output $(OUTPUT) \
	  --allow_private_addresses --gap_seconds 0 $(ARGS)
endif

# Run nothing else on the machine: other work shows in the figures.
bench: .venv/dev.stamp
	$(BIN)/python -m bench.startup
	$(BIN)/python -m bench.annotate --rounds 5
	$(BIN)/python -m bench.end_to_end --articles 1000 --rounds 3
	$(BIN)/python -m bench.polls
	$(BIN)/python -m bench.memory
	$(BIN)/python -m bench.growth --largest 2000

# Corpora: bench/README.md.
accuracy: .venv/dev.stamp
	$(BIN)/python -m bench.claims
	$(BIN)/python -m bench.claims --gum
	$(BIN)/python -m bench.rows
	$(BIN)/python -m bench.speakers
	$(BIN)/python -m bench.entities
	$(BIN)/python -m bench.languages
	$(BIN)/python -m bench.entities_languages
	$(BIN)/python -m bench.statements --made $(CORPORA)/polnear/train/text
	$(BIN)/python -m bench.stories
	$(BIN)/python -m bench.pages

# The tests of a file run in one process, so shared fixtures are set up once. Whole runs take longest and come first.
IN_PARALLEL = -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder

test: .venv/dev.stamp
	$(BIN)/python -m pytest $(IN_PARALLEL) $(ARGS)

flink: .venv/dev.stamp flink-jars
	$(BIN)/python -m pytest -m flink $(ARGS)

gcs: .venv/dev.stamp
	$(BIN)/python -m pytest $(IN_PARALLEL) -m gcs $(ARGS)

s3: .venv/dev.stamp
	$(BIN)/python -m pytest $(IN_PARALLEL) -m s3 $(ARGS)

faults: .venv/dev.stamp
	$(BIN)/python -m pytest $(IN_PARALLEL) -m faults $(ARGS)

wheel: .venv/dev.stamp
	$(BIN)/python -m pytest -m wheel $(ARGS)

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/run.stamp
	$(BIN)/python -m claimwire.schemas.documentation > docs/tables.md
	$(BIN)/python -m claimwire.schemas.codebook > docs/codebook.md
	$(BIN)/python -m examples.cookbook > docs/cookbook.md
	$(BIN)/python -m examples.rows README.md
	$(BIN)/python -m claimwire.schemas.bigquery deploy/bigquery
	$(BIN)/python -m claimwire.pipeline.flex_template deploy/dataflow

lock: .venv/dev.stamp
	$(BIN)/uv pip compile setup.py --extra report --python-version 3.11 --generate-hashes --no-header -q --upgrade -o requirements.lock
	$(BIN)/uv pip compile setup.py --extra report --extra dataflow --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-dataflow.lock
	$(BIN)/uv pip compile setup.py --extra dev --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile requirements-languages.in --no-deps --python-version 3.11 --generate-hashes --no-header -q -o requirements-languages.lock

flink-jars: $(FLINK)/job-server.stamp $(FLINK)/cluster.stamp

prism: $(PRISM)

$(PRISM):
	GOBIN=$(@D) go install github.com/apache/beam/sdks/v2/go/cmd/prism@v2.77.0

fake-gcs-server: $(FAKE_GCS_SERVER)

$(FAKE_GCS_SERVER):
	GOBIN=$(@D) go install github.com/fsouza/fake-gcs-server@v1.56.1

$(FLINK)/job-server.stamp: tests/engines/flink/pom.xml
	rm -rf $(FLINK)/job-server
	mvn -B -q -f $< dependency:copy-dependencies -DoutputDirectory=$(FLINK)/job-server
	touch $@

$(FLINK)/cluster.stamp: tests/engines/flink/requirements.txt | .venv/bin/python
	rm -rf $(FLINK)/cluster
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --target $(FLINK)/cluster -r $<
	touch $@

deploy-check: build/checkov/bin/checkov
	build/checkov/bin/checkov -d deploy --config-file deploy/checkov.yaml

# checkov pins many dependencies, which would hold back ours.
build/checkov/bin/checkov:
	$(PYTHON) -m venv build/checkov
	build/checkov/bin/pip install -q --disable-pip-version-check 'checkov>=3.2,<4'

clean:
	rm -rf .venv build out *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps

.venv/run.stamp: requirements.lock requirements-languages.lock setup.py | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock -r requirements-languages.lock
	$(INSTALL) --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@
