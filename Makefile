# PushDesk. On a fresh machine with python3 and make: make run, make test.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
CATALOGUE := resources/locale/pushdesk.pot
GUESTS := resources/locale/guest.pot
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv

.PHONY: help run practice test check fix screens bench hostile messages catalogue dist clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.run: pyproject.toml uv.lock packaging/setup.sh
	@sh packaging/setup.sh run
	@touch $@

.venv/.test: pyproject.toml uv.lock packaging/setup.sh
	@sh packaging/setup.sh test
	@touch $@ .venv/.run

run: .venv/.run ## Open the desk, its portal on localhost
	@$(BIN)/pushdesk

practice: .venv/.run ## Play the first story in this terminal with simulated phones
	@$(BIN)/pushdesk practice --headless

test: .venv/.test check ## Check the code and run all the tests
	@sh packaging/test.sh

check: .venv/.test ## Format, lint, types and the rules of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.test ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screens: .venv/.test ## Render every screen to screens/*.png
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.gui.screens screens
	@$(BIN)/python -m tests.e2e.phone_screens screens

bench: .venv/.test ## Measure, and print the tables of benchmarks/
	@sh benchmarks/run.sh

hostile: .venv/.test ## Give every parser a million hostile inputs
	@$(BIN)/python -m tests.hostile 1000000 | tee benchmarks/hostile_inputs.txt

messages: catalogue ## Collect the sentences for translators
	@$(BIN)/pybabel -q extract -F resources/locale/guest.cfg -k say -k said -o $(GUESTS) --project PushDesk --omit-header --no-location --no-wrap --sort-output src resources/portal
	@for one in resources/locale/*/; do $(BIN)/pybabel -q update -i $(GUESTS) -o $$one/guest.po -l $$(basename $$one) --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; done

catalogue: .venv/.test
	@$(BIN)/pybabel -q extract -F resources/locale/babel.cfg -k say -k noted -o $(CATALOGUE) --project PushDesk --omit-header --no-location --sort-output src resources/portal

dist: .venv/.test ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build

clean: ## Remove what was built, not what was installed
	@rm -rf build dist screens .mypy_cache .ruff_cache .pytest_cache .hypothesis
