"""Runs the command line inside the test process, as a user would type it."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from conftest import REPOSITORY  # tests/conftest.py

from attrib import cli


class Result(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line of an error, which is all that a failed command writes."""
        assert self.code == 2, self
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert line.startswith("attrib: ")
        return line.removeprefix("attrib: ")


@pytest.fixture
def attrib(monkeypatch, capsys):
    """Runs ``attrib`` with these arguments, and with ``stdin`` (bytes, or a file) on standard input."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, stdin: bytes | Path = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["attrib", *map(str, arguments)])
        given = stdin.open("rb") if isinstance(stdin, Path) else io.BytesIO(stdin)
        capsys.readouterr()
        with (
            io.TextIOWrapper(given, encoding="utf-8") as stream,
            pytest.raises(SystemExit) as ended,
        ):
            monkeypatch.setattr(sys, "stdin", stream)
            cli.main()
        code = ended.value.code
        assert isinstance(code, int)
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def library_copy(library_folder, tmp_path):
    """A copy of the index of the sample library that a test may change."""
    return shutil.copytree(library_folder, tmp_path / "library")


@pytest.fixture
def complaints():
    """What the published schema of this name finds wrong with a value."""

    def check(value: object, name: str) -> list[str]:
        path = REPOSITORY / "docs" / "schemas" / f"{name}.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        found = jsonschema.Draft202012Validator(schema).iter_errors(value)
        return [error.message for error in found]

    return check
