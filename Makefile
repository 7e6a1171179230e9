# Every recipe works in a clone under any path, blanks included: nothing here uses a path as a target.
.DEFAULT_GOAL := help
.PHONY: help demo emulator bench docs test pins clean

PORT ?= 8085
venv := bash .ci/venv.sh .venv requirements/demo.txt
python := .venv/bin/python

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: ## check, onboard, change, suspend and offboard example customers at emulated providers
	@$(venv)
	@$(python) tools/demo.py

emulator: ## serve the emulated API on 127.0.0.1 (PORT=8085) until interrupted
	@$(venv)
	@exec $(python) -m tests.emulator --port $(PORT)

bench: ## what the collection costs beside a script and uri tasks: table, build/bench.json, build/bench.png (QUICK=1: two minutes of it)
	@bash .ci/venv.sh .venv-bench requirements/bench.txt
	@QUICK=$(QUICK) .venv-bench/bin/python -m tests.benchmarks

docs: ## regenerate what is derived from the schemas
	@$(venv)
	@$(python) tools/generate.py

test: ## everything CI runs; `.ci/run NAME...` runs single sessions
	@bash .ci/run

pins: ## refresh the pinned requirements
	@bash .ci/venv.sh .venv-ci requirements/ci.txt
	@.venv-ci/bin/python -m nox -s pins

clean: ## remove everything that the other targets made
	rm -rf .venv .venv-bench .venv-ci .nox .ansible .hypothesis .pytest_cache .ruff_cache build tests/output telecom-trunking-*.tar.gz
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
