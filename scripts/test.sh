#!/bin/sh
# From nothing to a green test run.
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
sh scripts/check.sh
# Two processes with a thread each: small models gain little from a second one.
OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} .venv/bin/python -m pytest --numprocesses 2 --dist worksteal "$@"
