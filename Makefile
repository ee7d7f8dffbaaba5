# Chores. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help check test format golden docs bench build clean
RUN := uv run

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check:  ## formatter, linter, types, tests: what must pass before a change is handed in
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) pytest -q

test:  ## the tests alone
	$(RUN) pytest -q

format:  ## format the code, and mend what the linter can mend
	$(RUN) ruff format
	$(RUN) ruff check --fix

golden:  ## write the samples' expected tables anew; review the diff
	$(RUN) python tests/golden.py --write

docs:  ## write the generated parts of README and CONTRIBUTING, its picture and the notebooks anew; review the diff
	$(RUN) python tests/readme_parts.py --write
	$(RUN) python tests/pictures_of_terminal.py --write
	$(RUN) python tests/notebooks.py --write

bench:  ## what starting the command costs
	$(RUN) python benchmarks/startup.py

build:  ## the wheel and the source archive, in dist/
	uv build

clean:  ## remove what tools have left behind
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
