# The targets of the project; `make help` lists them. CI calls the same ones (.ci/run).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV := $(BIN)/uv
# $(call install,the Python of an environment,arguments). Install packages into an environment. uv takes a tenth of
# pip's time; if it cannot reach the packages, pip is tried: it follows the machine's own settings.
install = $(UV) pip install -q --python $(1) $(2) || \
	{ echo "uv ne peut pas installer ici ; essai par pip, qui suit les réglages de cette machine…"; $(PIP) --python $(1) install -q $(2); }
# $(call put,folder): replace a folder by the one that was just built. A running service sees either the old or the new
# one.
put = rm -rf .cache/$(1).old && { mv server/http/$(1) .cache/$(1).old 2>/dev/null || true; } && \
	mv .cache/$(1) server/http/$(1) && rm -rf .cache/$(1).old
SITE := server/http/site_files/index.html
FROM_LOCK := --require-hashes --only-binary :all: -r
# Three processes on two cores, since many tests wait; the tests of one file run in one process, with its own databases
# and service.
SPREAD := --dist loadfile --no-loadscope-reorder
PYTEST := $(BIN)/python -m pytest -n 3 $(SPREAD)
# Before a release, `make test-proofs` runs the tests that CI leaves out, and ten times as many random cases
# (CONTRIBUTING.md, « Tests »).
IN_CI := not proof
LEFT_OUT := (proof or drawn)

.DEFAULT_GOAL := help
.PHONY: .neo4j .peers .python .web help run dev load console dist sbom test changed cover check test-web test-dist test-neo4j test-neo4j-lts test-neo4j-newest test-gephi image bench question proofs test-proofs release-check clients hostile docs soak pictures golden schema lock clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(VENV)/.run ## set everything up, start the database and the service, build the console and the documentation meanwhile
	@$(BIN)/python -m server.cli.building $(MAKE_COMMAND)

dev: $(VENV)/.dev web/node_modules/.package-lock.json ## start the database, the service and the console, and apply changes of the sources while they run
	@$(BIN)/python -m server.cli.developing

console: $(VENV)/.console ## build the console (web/) for the service

dist: $(VENV)/.dev $(VENV)/.console $(SITE) ## build the wheel and the sdist into dist/, with the console and the documentation
	$(BIN)/python -m tests.dist.build

sbom: dist ## write the bill of materials of the wheel and its dependencies, with licences, into dist/ (CycloneDX)
	$(BIN)/python -m tests.dist.sbom

load: $(VENV)/.run ## load the official territories and the demonstration network
	@$(BIN)/cinqaxes load $(ARGS)

# The pure rules: their tests need no database and have to cover nearly all lines.
PURE := tests/resolvers/rules tests/resolvers/compile

# The comparison with other servers needs a Neo4j: `make test-neo4j-lts` runs it.
PEER_ANSWERS := tests/benchmarks/test_equal_answers.py

test: $(VENV)/.dev $(VENV)/.clients $(VENV)/.site web/node_modules/.package-lock.json ## run the suite on the embedded database, as CI does
	$(PYTEST) -m "$(IN_CI)" --ignore=tests/web --ignore=tests/dist --ignore=$(PEER_ANSWERS) $(addprefix --ignore=,$(SKIP))

changed: $(VENV)/.dev web/node_modules/.package-lock.json ## run the tests that changes since main may break, the closest first, for less than a minute (SINCE=commit, ALL=1)
	@PATH=$(abspath $(BIN)):$$PATH $(BIN)/python -m tests.changed -m "$(IN_CI)" $(addprefix --since=,$(SINCE)) $(if $(ALL),--all)

cover: $(VENV)/.dev ## run the tests of the pure rules, and fail if they cover too few lines
	$(PYTEST) -m "not database and $(IN_CI)" $(PURE) --cov=resolvers.rules --cov=resolvers.compile --cov-precision=2 --cov-fail-under=98

test-web: $(VENV)/.dev $(VENV)/.console ## test the console in a real browser (Chromium)
	$(PYTEST) -m "$(IN_CI)" tests/web

test-dist: dist sbom ## compare the wheel with the sources, install it where there is only Python, start it and query it
	$(BIN)/python -m pytest -m "$(IN_CI)" tests/dist

check: .python .web ## lint, types, import contracts, printed schema, the console's sources and pure rules

.python: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cinqaxes schema --check
	$(BIN)/python -m pytest -q tests/test_house.py tests/test_deployment.py tests/test_french.py

.web: $(VENV)/.dev $(VENV)/.console
	$(NPM) run --silent lint
	$(NPM) run --silent test
	$(NPM) run --silent schema

# Tests that do not depend on which database is used: `make test` runs them.
SAME_EVERYWHERE := $(addprefix --ignore=tests/,hostile/test_bad_input.py hostile/test_limits.py \
	hostile/test_hostile_files.py hostile/test_hostile_archives.py exchange/test_file_faults.py exchange/test_file_forms.py \
	exchange/test_faults.py exchange/test_editions.py exchange/test_spellings.py exchange/incoming/test_set_aside.py \
	exchange/incoming/test_documentation.py exchange/incoming/test_examination.py exchange/incoming/test_mapping.py \
	exchange/incoming/test_proposal.py exchange/incoming/test_establishments.py exchange/incoming/test_generations.py \
	exchange/incoming/test_tables.py exchange/incoming/test_merging.py exchange/incoming/test_ground.py exchange/outgoing \
	server/test_checking.py server/test_workers.py server/test_tracing.py clients/test_federation.py)
# Tests whose result may differ between Neo4j releases: statements and their answers, starting, loading, random
# operations.
MAY_DIFFER := tests/questions tests/graph tests/changes/test_load.py tests/operations/test_both_paths.py

# Two processes: a third one would delay Java, which is compiling, by more time than it saves.
ON_NEO4J := $(BIN)/python -m pytest -n 2 $(SPREAD)

test-neo4j: test-neo4j-lts test-neo4j-newest ## run test-neo4j-lts and test-neo4j-newest

# Download once what a server needs; if that fails, say so before a test fails because of it.
.neo4j: $(VENV)/.dev
	$(BIN)/python -m tests.neo4j_version

.peers: web/node_modules/.package-lock.json
	$(BIN)/python -m benchmarks.peers.node

test-neo4j-lts: .neo4j .peers ## run the database suite on a real Neo4j with long-term support
	CINQAXES_TEST_ENGINE=5.26.30 $(ON_NEO4J) -m "database and $(IN_CI)" $(SAME_EVERYWHERE)

test-neo4j-newest: .neo4j ## run the tests whose result may differ, on the newest Neo4j
	CINQAXES_TEST_ENGINE=2026.09.0 CINQAXES_OPERATIONS=40 $(ON_NEO4J) -m "database and $(IN_CI)" $(MAY_DIFFER)

test-gephi: $(VENV)/.dev ## open exported networks in Gephi's own toolkit (JDK and Maven)
	$(BIN)/python -m pytest tests/gephi

image: $(VENV)/.dev ## build the container image on a base made from this machine's Debian, start it and query it
	$(BIN)/python -m pytest tests/image

bench: $(VENV)/.dev ## run the benchmarks on an invented national network, alone and against other servers, and print the tables
	$(BIN)/python -m benchmarks.measure --engine all
	$(BIN)/python -m benchmarks.workbooks
	$(BIN)/python -m benchmarks.peers

question: $(VENV)/.dev ## benchmark one query against another commit in less than a minute, and write nothing (Q=mobilised, SINCE=commit)
	@$(BIN)/python -m benchmarks.question $(Q) $(addprefix --since=,$(SINCE))

test-proofs: .neo4j $(VENV)/.clients $(VENV)/.site $(VENV)/.console ## run the tests that CI leaves out, and ten times as many random cases
	CINQAXES_TEST_TIMES=10 $(PYTEST) -m "$(LEFT_OUT)" --ignore=tests/web --ignore=$(PEER_ANSWERS)
	$(PYTEST) -m proof tests/web
	CINQAXES_TEST_ENGINE=5.26.30 CINQAXES_TEST_TIMES=10 $(ON_NEO4J) -m "database and $(LEFT_OUT)" $(SAME_EVERYWHERE)

proofs: ## run everything that must pass before a release: the tests that CI leaves out, attacks, an hour of soak testing, all benchmarks, and release-check
	@$(MAKE) test-proofs
	@$(MAKE) hostile
	@$(MAKE) soak
	@$(MAKE) bench
	@$(MAKE) release-check

release-check: $(VENV)/.dev ## fail if a page cites a report that measured other code than this
	$(BIN)/python -m benchmarks.release

clients: $(VENV)/.clients ## build the client packages: the typed one for Python, generated from the schema, and the one for JavaScript
	@$(call install,$(BIN)/python,$(FROM_LOCK) requirements-web.lock)
	$(PIP) --python $(CLIENTS)/bin/python wheel -q --no-deps --no-build-isolation -w clients/python/dist clients/python
	@mkdir -p clients/js/dist
	@cd clients/js && PATH=$(abspath $(BIN)):$$PATH npm pack --silent --pack-destination dist

docs: $(SITE) ## build the documentation site, which the service shows at /docs and a browser can read from the disk

hostile: $(VENV)/.dev ## attack the service while others use it, print how they are served, and fail if they are not served
	$(BIN)/python -m benchmarks.hostile $(ARGS)

soak: $(VENV)/.dev ## query, import and kill the database for an hour, and fail if memory grows, a query fails with an unexpected code, or no import succeeds
	$(BIN)/python -m benchmarks.soak $(ARGS)

pictures: $(VENV)/.dev $(VENV)/.console ## take new screenshots for the README
	$(BIN)/python -m tests.web.pictures

golden: $(VENV)/.dev ## regenerate the statements and answers of the golden questions
	$(BIN)/python -m tests.questions.regenerate

schema: $(VENV)/.dev ## regenerate the printed schemas in schema/
	$(BIN)/cinqaxes schema --write

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: $(VENV)/.dev ## regenerate the lock files
	$(LOCK) --group installer -o requirements-uv.lock
	$(LOCK) --group install -o requirements.lock pyproject.toml
	$(LOCK) --group web -o requirements-web.lock
	$(LOCK) --group clients -o requirements-clients.lock
	$(LOCK) --group site -o requirements-site.lock
	$(LOCK) --group extras -c requirements.lock -o requirements-extras.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	echo 'arcadedb-embedded==26.10.2.post1' | $(LOCK) --no-deps -o requirements-embedded.lock -

clean: ## remove .venv, .cache and the caches of the tools; the data stay
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Cinq Axes demande Python 3.11 ou plus récent (ici : $$($(PYTHON) --version 2>&1)) ; make run PYTHON=/chemin/python3"; exit 1; }
	@echo "Création de l’environnement Python…"
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Le module venv de Python manque (sous Debian : python3-venv)."; rm -rf $(VENV); exit 1; }

$(UV): requirements-uv.lock | $(BIN)/python
	@$(PIP) install -q $(FROM_LOCK) requirements-uv.lock
	@touch $@

# Java uses the whole archive of classes only if it runs with the flags that the archive was written with.
$(VENV)/.run: requirements.lock requirements-embedded.lock pyproject.toml graph/embedded.py | $(UV)
	@echo "Installation des dépendances…"
	@$(call install,$(BIN)/python,$(FROM_LOCK) requirements.lock)
	@$(call install,$(BIN)/python,--no-deps --no-build-isolation -e .)
	@if $(call install,$(BIN)/python,--no-deps $(FROM_LOCK) requirements-embedded.lock); then \
		$(BIN)/python -m graph.embedded_archive || true; \
	else \
		echo "La base embarquée ne s’installe pas ici : donnez l’adresse d’un Neo4j dans CINQAXES_NEO4J_URI."; \
	fi
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installation des outils de développement…"
	@$(call install,$(BIN)/python,$(FROM_LOCK) requirements-dev.lock)
	@touch $@

# The clients have dependencies of their own: the generator needs another version of graphql-core than the service.
CLIENTS := $(VENV)/clients
$(VENV)/.clients: requirements-clients.lock schema/schema.graphql LICENSE clients/python/pyproject.toml \
		$(wildcard clients/python/documents/* clients/python/cinqaxes_*/*.py) | $(UV)
	@echo "Installation des clients…"
	@$(PYTHON) -m venv --without-pip $(CLIENTS)
	@$(call install,$(CLIENTS)/bin/python,$(FROM_LOCK) requirements-clients.lock)
	@cp LICENSE clients/python/ && cp schema/schema.graphql clients/python/cinqaxes_codegen/
	@cd clients/python && $(abspath $(CLIENTS))/bin/python -m cinqaxes_codegen.main documents cinqaxes_client/api --client ApiClient >/dev/null
	@$(call install,$(CLIENTS)/bin/python,--no-deps --no-build-isolation --force-reinstall ./clients/python)
	@touch $@

# MkDocs announces its successors at each build; we do not print this (docs/decisions/057-documentation-site.md). The
# site contains no build date, so that the same sources give the same files.
MKDOCS := NO_MKDOCS_2_WARNING=1 SOURCE_DATE_EPOCH=0 $(VENV)/site/bin/mkdocs
$(VENV)/.site: requirements-site.lock | $(UV)
	@echo "Installation du générateur de la documentation…"
	@$(PYTHON) -m venv --without-pip $(VENV)/site
	@$(call install,$(VENV)/site/bin/python,$(FROM_LOCK) requirements-site.lock)
	@touch $@

$(SITE): $(VENV)/.site site/mkdocs.yml site/hooks.py schema/schema.graphql LICENSE $(wildcard *.md docs/*.md docs/*/* clients/*/*.md \
		seed/*/*.md benchmarks/results/* web/assets/*.md site/pages/*)
	@echo "Construction de la documentation…"
	@mkdir -p .cache && rm -rf .cache/site_files
	@$(MKDOCS) build -q -f site/mkdocs.yml -d $(abspath .cache/site_files)
	@$(call put,site_files)
	@touch $@

# Node.js comes from a PyPI package, pinned like the rest, whatever is installed on the machine.
NPM := cd web && PATH=$(abspath $(BIN)):$$PATH npm
CONSOLE := web/package.json web/index.html $(wildcard web/*.ts) schema/schema.graphql schema/words.json \
	$(shell find web/src web/assets -type f ! -name '*.generated.ts' ! -path '*/generated/*')

web/node_modules/.package-lock.json: requirements-web.lock web/package-lock.json | $(UV)
	@echo "Installation des outils de la console…"
	@$(call install,$(BIN)/python,$(FROM_LOCK) requirements-web.lock)
	@$(NPM) ci --silent && touch node_modules/.package-lock.json

$(VENV)/.console: web/node_modules/.package-lock.json $(CONSOLE)
	@echo "Construction de la console…"
	@mkdir -p .cache && rm -rf .cache/console_files
	@($(NPM) run --silent build -- --outDir $(abspath .cache/console_files)) > web/build.log 2>&1 || { cat web/build.log; exit 1; }
	@$(call put,console_files)
	@touch $@
