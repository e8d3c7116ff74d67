# The commands of a working copy. Only Python 3.11 or newer and make have to be there beforehand.
.PHONY: demo demo-reset test fast check fix bench docs messages sizes coverage lock runtime dev
.DEFAULT_GOAL := demo
BIN := .venv/bin

demo: runtime ## the demo organisation on http://127.0.0.1:8000 (PORT, KOERS_DATA_DIR)
	@exec $(BIN)/koers demo

demo-reset: runtime ## the same with a fresh database
	@exec $(BIN)/koers demo --reset

test: dev ## everything: fast tests, browser, PostgreSQL; the last lines say what was skipped
	@exec $(BIN)/python -m scripts.run_tests

fast: dev ## the tests without browser and slow ones
	@exec $(BIN)/python -m scripts.run_tests --fast

check: dev ## lint, types, import layers, texts, templates, migrations, repository rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint src --lint --quiet
	$(BIN)/python scripts/messages.py check
	$(BIN)/python -m pytest -q tests/repository

fix: dev ## what the tools can mend themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/messages.py extract

bench: dev ## figures of speed and memory, each with its command
	@exec $(BIN)/python -m bench

docs: dev ## the generated pages in docs/reference, the tests in requirements.toml
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.requirements

messages: dev ## look for new texts and compile the catalogue
	$(BIN)/python scripts/messages.py extract

sizes: dev ## modules and functions: median, p90, longest
	@exec $(BIN)/python -m scripts.sizes

coverage: dev ## which lines and branches no test takes
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -m "not browser"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='*/psychometrics/*,*/access/*,*/policies.py,*/actions.py'

lock: ## pin anew what pyproject.toml asks for (needs uv)
	uv lock --quiet --upgrade
	@scripts/export_requirements.sh

runtime:
	@scripts/environment.sh runtime

dev:
	@scripts/environment.sh dev
