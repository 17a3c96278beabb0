# `make demo` shows the desk at work; `make test` runs every test. Both install what they need first.

.PHONY: help demo test check docs setup services coverage-of-requirements torture bench

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 34

demo: setup ## a filled practice desk, running; PORT=8000 chooses the port
	@.venv/bin/amends demo $(if $(PORT),--port $(PORT))

test: setup services ## every test, on SQLite and then on PostgreSQL
	@scripts/test

check: setup ## what CI runs: format, lint, types, import contracts, then the tests
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	AMENDS_HOME=.venv/home .venv/bin/mypy
	.venv/bin/lint-imports
	@$(MAKE) --no-print-directory test

docs: setup ## the pages of the docs that are written from the code
	@.venv/bin/python -m tests.checks.pages

setup: ## puts the command at .venv/bin/amends
	@scripts/setup

services: setup ## PostgreSQL, Dovecot and Chromium for the tests, as far as they can be had
	@scripts/services

coverage-of-requirements: setup services ## which entries of the requirements have a passing test
	@-.venv/bin/pytest -q -n 2 --dist loadfile --requirements .requirements.json
	@.venv/bin/python -m tests.coverage_of_requirements .requirements.json

torture: setup services ## the full figures of killing processes in the middle of work
	@.venv/bin/python -m bench.torture

bench: setup services ## the full figures of speed
	@.venv/bin/python -m bench
