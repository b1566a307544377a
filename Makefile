# Every target does all it needs by itself, and may be run again at any time.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test bench lock lint fmt messages pictures

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make the Python environment in .venv from requirements-dev.lock
	@bash deploy/setup.sh dev

demo: ## Serve the whole course with fictitious people on http://127.0.0.1:8000 (PORT=… for another port)
	@bash deploy/demo.sh

test: ## Run everything: linters, types, tests on SQLite and PostgreSQL, browser stories
	@bash deploy/test.sh

bench: ## Measure CPU, requests per second and SQL per page beside a bare Django view
	@bash deploy/bench.sh

lint: ## Run the linters, the import contracts and the type checker only
	@bash deploy/test.sh lint

fmt: ## Format the code and sort the imports
	@bash deploy/setup.sh dev && .venv/bin/ruff check --fix-only --quiet . ; .venv/bin/ruff format .

messages: ## Collect the texts of the interface into the translation catalogs and compile them
	@bash deploy/setup.sh dev && .venv/bin/python manage.py messages

lock: ## Remake both lock files from pyproject.toml (UPGRADE=1 takes the newest versions)
	@bash deploy/lock.sh

pictures: ## Take the pictures of the README and the guides anew from the running screens
	@bash deploy/setup.sh dev && .venv/bin/python docs/pictures/take.py
