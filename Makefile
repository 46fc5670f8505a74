# The same steps as scripts/*.sh, by name. Without make: sh scripts/demo.sh, sh scripts/test.sh.

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: ## From nothing to an answer: install, ingest the sample library, ask, audit
	@sh scripts/demo.sh

.PHONY: test
test: ## From nothing to a green test run: install, check, test
	@sh scripts/test.sh

.PHONY: install
install: ## Create .venv and install attrib with its development tools
	@sh scripts/setup.sh

.PHONY: check
check: install ## Lint, types, and whether generated files and docs are current
	@sh scripts/check.sh

.PHONY: fix
fix: install ## Format the code and mend what the linter can mend
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .
	@.venv/bin/python scripts/sync_docs.py

.PHONY: clean
clean: ## Remove .venv, caches and the demo's output
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis out indexes/demo
