"""attrib as a process: it starts light, prints help and version, and its output can be piped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from attrib import __version__

HEAVY = ("torch", "transformers", "sentence_transformers", "numpy", "faiss", "pydantic", "httpx",
         "trafilatura", "pypdfium2", "docx", "pptx", "openpyxl", "jinja2", "sqlite3")  # fmt: skip
LIGHT = f"""
import json, sys
from attrib import cli
sys.argv = ["attrib", *sys.argv[1:]]
try:
    cli.main()
finally:
    json.dump([name for name in {HEAVY} if name in sys.modules], sys.stderr)
"""


def process(*command: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run(list(map(str, command)), capture_output=True, **options)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("ask", "-h")], ids=" ".join)
def test_help_and_version_load_nothing_heavy(arguments):
    done = process(sys.executable, "-c", LIGHT, *arguments, text=True)
    assert done.returncode == 0
    assert done.stdout
    loaded = set(json.loads(done.stderr))
    # Typer itself may check the arguments of subcommands with pydantic.
    assert loaded <= ({"pydantic"} if arguments[0] == "ask" else set())


def test_version(attrib):
    assert attrib("--version").out == f"attrib {__version__}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ["ingest", "ask", "audit", "diff", "index"]),
        (["ingest"], ["--exclude", "--prune", "--strict", "--rebuild", "--allow-private"]),
        (["ask"], ["--where", "--since", "--html", "--min-confidence"]),
        (["audit"], ["--fail-under", "--allow-unchecked", "--report", "--out"]),
        (["diff"], ["--fail-on-worse", "--show", "--json"]),
        (["index"], ["list", "info", "documents", "remove", "verify", "compact", "rebuild"]),
    ],
    ids=lambda value: " ".join(value) or "attrib",
)
def test_help_names_what_there_is(attrib, command, words):
    result = attrib(*command, "--help")
    assert result.code == 0
    for word in words:
        assert re.search(rf"(?<![\w-]){word}(?![\w-])", result.out), word
    assert "--no-" not in result.out.replace("--no-repair", "")


def test_python_m_attrib():
    done = process(sys.executable, "-m", "attrib", "--version", text=True)
    assert done.stdout == f"attrib {__version__}\n"


def attrib_process(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    return process(sys.executable, "-m", "attrib", *arguments, env={**os.environ, **environment})


def test_output_in_a_narrow_encoding(attrib, workspace):
    (workspace / "docs" / "größe 文.txt").write_text("The mill grinds rye.\n")
    attrib("ingest", "docs", "--index", "index")
    narrow = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = attrib_process("index", "documents", "--index", "index", **narrow)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("latin-1") == "docs/größe ?.txt\tgröße ?\n"
    done = attrib_process("index", "documents", "--index", "index", "--json", **narrow)
    (row,) = json.loads(done.stdout.decode("latin-1"))["documents"]
    assert row["uri"] == "docs/größe 文.txt"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk(library_folder):
    command = [sys.executable, "-m", "attrib", "index", "info", "--index", str(library_folder)]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr == "attrib: No space left on device\n"


def test_a_reader_that_goes_away(library_folder):
    command = [sys.executable, "-m", "attrib", "index", "documents", "--index", str(library_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout and child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
