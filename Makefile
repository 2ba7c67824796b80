# Two commands matter: `make run` and `make test`. Both may be repeated at will.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
BUILD := src/sipks/web/static/build/.vite/manifest.json
PIN := $(BIN)/uv pip compile pyproject.toml -q --universal --python-version 3.11 \
  --generate-hashes --no-header
.DELETE_ON_ERROR:
.PHONY: run test check sbom setup front messages words pin fix browser clean

run: setup ## everything on this machine, with practice material
	@$(BIN)/sipks up --demo $(ARGS)

setup: .make/base front messages

.make/base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "SIPKS membutuhkan Python 3.11, 3.12 atau 3.13 (PYTHON=… make run)"; exit 1; }
	@test -x $(BIN)/python || { echo "• lingkungan Python"; $(PYTHON) -m venv .venv; }
	@echo "• paket Python"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@mkdir -p .make && touch $@

.make/dev: requirements/dev.txt .make/base
	@echo "• paket untuk pengujian"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

front: $(BUILD)

# Icons are collected from the templates, so these are sources too.
$(BUILD): .make/base $(shell find frontend -type f -not -path '*/node_modules/*') \
  $(shell find src/sipks -name '*.html' -o -path '*/templatetags/*.py')
	@tools/front.sh build

messages: .make/base
	@$(BIN)/python -m tools.messages

check: .make/dev setup ## format, types, the order of the rooms, settings, migrations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SIPKS_SITE_URL=https://sipks.example SIPKS_ALLOWED_HOSTS=sipks.example \
	  $(BIN)/sipks check --deploy
	@tools/front.sh check
	@PATH="$(PWD)/.make/node/bin:$$PATH" $(BIN)/python -m tools.supply

sbom: .make/dev ## what is in a release, as CycloneDX: sbom.json
	@$(BIN)/python -m tools.supply sbom sbom.json

test: browser check ## everything that CI runs
	@$(BIN)/pytest -n 2 --dist loadfile -q -m "not browser"
	@$(BIN)/pytest -q -m browser

browser:
	@tools/browser.sh

fix: .make/dev
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

words: .make/base ## collect the words of the screen for translation
	@$(BIN)/python -m tools.words

pin: .make/dev ## write the requirement files anew from pyproject.toml
	@$(PIN) -o requirements/base.txt
	@$(PIN) --group dev -o requirements/dev.txt

clean:
	rm -rf .venv .make node_modules frontend/node_modules src/sipks/web/static/build
