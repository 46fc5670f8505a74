#!/bin/sh
# Lint, types, and whether generated files are current.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/python scripts/sync_docs.py --check
.venv/bin/python scripts/build_samples.py --check
