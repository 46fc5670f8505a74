#!/bin/sh
# Creates .venv and installs attrib in it, once for each state of the project's own files.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "attrib needs Python 3.10 or newer: set PYTHON, for example PYTHON=python3.11" >&2
    exit 2
fi
wanted=$(cat pyproject.toml constraints.txt | cksum)
if [ -x .venv/bin/attrib ] && [ "$(cat .venv/.attrib-installed 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    echo "this Python cannot make virtual environments: run apt install python3-venv" >&2
    exit 2
fi
echo "installing attrib into .venv (a few minutes the first time: torch is large)"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install -qq --disable-pip-version-check \
    --constraint constraints.txt --editable '.[dev]'
echo "$wanted" > .venv/.attrib-installed
