# Everything you can do here, one line each: `make help`.
# The first use sets up .venv with exactly the packages of requirements.txt; later ones find it ready.
SERVE_ADDR ?= 127.0.0.1:8000
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
ARGS ?=

VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
# Silences the theme's notice about MkDocs 2, which we do not use: see pyproject.toml.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve test check audit build handouts offline precompress links lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(READY) ## read the guide at http://127.0.0.1:8000/ and see each change at once (SERVE_ADDR=host:port)
	@$(RUN) -m mkdocs serve --dev-addr $(SERVE_ADDR)

test: $(READY) ## run every test; installs a Chromium if there is none (ARGS="-k links" runs some)
	@$(RUN) tests/browser/chromium.py --install >/dev/null
	@$(RUN) -m pytest $(ARGS)

check: $(READY) ## check the writing only: seconds, no browser (do this after editing a page)
	@$(RUN) -m pytest tests/content $(ARGS)

audit: $(READY) ## look at every page, light and dark, phone and desktop, for faults of accessibility and privacy (15 minutes)
	@$(RUN) tests/browser/chromium.py --install >/dev/null
	@$(RUN) -m pytest tests/browser/test_every_page.py --every-page -s

build: $(READY) ## build the site into site/; any warning stops it
	@$(RUN) -m mkdocs build --strict

handouts: $(READY) ## build the site and print it to PDF: every handout, and the whole guide as a booklet (minutes)
	@$(RUN) tests/browser/chromium.py --install >/dev/null
	@$(RUN) tools/handouts.py $(ARGS)

offline: $(READY) ## the guide as stage-4-guide.zip, which opens from a folder or a USB stick
	@$(RUN) tools/offline.py

precompress: $(READY) ## put a .gz beside each text file of site/, as deploy/nginx.conf sends them
	@$(RUN) tools/precompress.py site

links: $(READY) ## check links to other sites (needs the network, takes minutes)
	@$(RUN) -m pytest tests/site/test_linkchecker.py --external

lock: ## remake requirements.txt with the newest versions that pyproject.toml allows (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11.2 --upgrade \
	  --generate-hashes --custom-compile-command "make lock" --quiet --output-file requirements.txt

clean: ## remove what these commands made
	rm -rf $(VENV) site stage-4-guide.zip .cache .pytest_cache
	find docs overrides tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is written last, so a broken set-up starts anew. --clear, so that no package of an older lock stays behind.
# --only-binary and --no-deps, so that no package runs code while it installs and nothing comes in that the lock does not name.
$(READY): requirements.txt
	@for python in $(PYTHON); do \
	  fault=$$($$python -c "$$FIT" 2>&1) && break; \
	  echo "$$python: $$(echo "$$fault" | tail -n 1)" >&2; python=; \
	done; \
	test -n "$$python" || { echo "$$CURE" >&2; exit 1; }; \
	echo "Setting up $(VENV) with $$($$python --version) ..." >&2; \
	$$python -m venv --clear $(VENV)
	@$(RUN) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements.txt
	@touch $@

# A Python that will do. venv alone is not enough: Debian ships it without ensurepip.
define FIT
import sys
if sys.version_info < (3, 11, 2): sys.exit("too old: " + sys.version.split()[0])
import venv, ensurepip
endef
export FIT

define CURE
No Python here can set up the guide. It takes Python 3.11.2 or newer, with venv:
  Debian, Ubuntu:  sudo apt-get install python3-venv
  macOS:           brew install python
  or name one:     make PYTHON=/path/to/python3
endef
export CURE
