# Oogst. Every target in one line: `make help`.
# PYTHON may name another Python (3.11 or newer); the set-up itself is in tools/ and needs nothing else.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
FOUND = $(or $(PYTHON),python3)
SETUP = command -v "$(FOUND)" >/dev/null 2>&1 || { echo "Oogst needs Python 3.11 or newer: install python3 (Debian, Ubuntu: \
	apt install python3 python3-venv), then run make again." >&2; exit 1; }; \
	"$(FOUND)" tools/check_python.py && "$(FOUND)" -m tools.setup_environment
VENV = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run setup dev test check test-slow test-engines fuzz demo demo-day bench audit lock format translations clean

help: ## List every target in one line each
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/\1|\2/p' Makefile | while IFS='|' read -r n t; do printf '  make %-14s %s\n' "$$n" "$$t"; done

run: setup ## Set up what is missing and serve (HOST=…, PORT=…, PHONE=1 for phones on this network)
	@OOGST_ENV="$${OOGST_ENV:-run}" exec $(VENV) app.py

setup: ## Everything that `make run` does but the serving
	@$(SETUP)

dev: ## What the tests need: test packages, Node, a browser
	@$(SETUP) --tests

test: dev ## Lint, types, floors, unit, integration and browser tests (about ten minutes)
	@$(VENV) -m tools.run_checks all

check: dev ## The quick part of `make test`: lint, types, floors, house rules
	@$(VENV) -m tools.run_checks quick

test-slow: dev ## What takes a day, hours or a bad network of its own: the conference day, screens, soak, venue
	@$(VENV) -m tools.run_checks slow

test-engines: dev ## The marked browser tests once more, in Firefox
	@$(VENV) -m tools.run_checks engines

fuzz: dev ## Long random runs: more examples, and more seeds of undo, than `make test` has time for
	@HYPOTHESIS_PROFILE=fuzz $(VENV) -m pytest -q tests/live tests/domain tests/web/test_one_script.py tests/browser/test_undo.py --timeout=3600

demo: setup ## The conference at the end of its day, served from a fresh database of its own (var/demo.db)
	@rm -f var/demo.db var/demo.db-wal var/demo.db-shm
	@export OOGST_ENV=run OOGST_DATABASE_URL=sqlite:///var/demo.db; \
		$(VENV) -m flask --app app setup --first notes/examples/a-day.zip && exec $(VENV) app.py

demo-day: dev ## The whole conference day in real browsers; pictures of it and the report in var/demo-day/
	@OOGST_DAY_FOLDER="$(CURDIR)/var/demo-day" $(VENV) -m pytest -q tests/day

bench: dev ## Measure the engine beside its peers into bench/RESULTS.md (all, or SCENARIO=dense)
	@$(VENV) -m bench.run $(SCENARIO)

audit: dev ## Known holes in what we depend on (needs an open network)
	@$(VENV) -m tools.run_checks audit

lock: ## Make the lock files again from requirements*.in, tools/*.in and package.json
	@$(VENV) -m tools.lock_packages

format: dev ## Write Python and TypeScript in the house's layout
	@$(VENV) -m tools.run_checks format

translations: dev ## Gather the texts of Python, templates and TypeScript into the catalogues
	@$(VENV) -m tools.check_catalogues --update

clean: ## Remove what set-up made; keeps var/ (database and server key)
	@rm -rf .venv .tools node_modules static/build
