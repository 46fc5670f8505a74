#!/bin/sh
# From nothing to a green test run.
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
sh scripts/check.sh
.venv/bin/python -m pytest "$@"
