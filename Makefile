# Every target sets up .venv first; that takes a moment when nothing has changed. See CONTRIBUTING.md.
PYTHON ?= python3
VENV := .venv/bin
DEMO := build/demo
FIREREG := $(VENV)/firereg
# Qt asks for a UTF-8 locale and complains without one.
LANG ?= C.UTF-8
export LANG

.PHONY: help setup run test torture audit bench freeze translations lock
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## create .venv from the lock
	@$(PYTHON) tools/setup.py

run: setup ## open the desk on the demo ward; without a display, do its day and save PDFs and screenshots
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		[ -d $(DEMO)/registry ] || $(FIREREG) demo $(DEMO) || exit; \
		FIREREG_USER=demo FIREREG_PASSWORD=demo $(FIREREG) --registry $(DEMO)/registry; \
	else \
		QT_QPA_PLATFORM=offscreen $(VENV)/python tools/demo_day.py $(DEMO); \
	fi

test: export QT_QPA_PLATFORM := offscreen
test: setup ## linters, types, the import contract, then the whole suite
	@$(VENV)/ruff check
	@$(VENV)/ruff format --check
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/python -m pytest -n 2

torture: setup ## nothing gets lost: kills, faults and clerks at once in full, to build/torture.md (ROUNDS=, SEED=, ONLY=)
	@$(VENV)/python -m tests.torture $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(ONLY),--only $(ONLY))

audit: ## known holes in the locked packages, where the package registry tells them
	@$(PYTHON) tools/audit.py

bench: export QT_QPA_PLATFORM := offscreen
bench: ## the table of ratios in the README
	@$(PYTHON) tools/setup.py bench
	@$(VENV)/python -m benchmarks

freeze: export QT_QPA_PLATFORM := offscreen
freeze: ## the one-folder program in dist/firereg, and its smoke test
	@$(PYTHON) tools/setup.py freeze
	@$(VENV)/pyinstaller --noconfirm --clean --log-level ERROR firereg.spec
	@noise=$$(dist/firereg/firereg --smoke-test 2>&1 >/dev/null) && [ -z "$$noise" ] \
		|| { printf '%s\n' "$$noise" "the frozen program failed its smoke test"; exit 1; }
	@echo "dist/firereg is ready and passed its smoke test"

translations: setup ## collect the sentences of the code into the catalogues, and compile them
	@mkdir -p build
	@$(VENV)/pybabel --quiet extract --no-location --sort-output --output build/firereg.pot firereg
	@$(VENV)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file build/firereg.pot --output-dir resources/translations --domain firereg
	@$(VENV)/pybabel --quiet compile --directory resources/translations --domain firereg

lock: ## renew the lock; UPGRADE=--upgrade takes the newest versions
	@PYTHON=$(PYTHON) UPGRADE=$(UPGRADE) tools/lock.sh
