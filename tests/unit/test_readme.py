"""The example of the README runs as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def example() -> str:
    page = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    return block


def test_the_example_is_short() -> None:
    assert len([line for line in example().splitlines() if line.strip()]) <= 22


@pytest.mark.slow
def test_the_example_runs(tmp_path, monkeypatch, capsys) -> None:
    shutil.copytree(REPOSITORY / "samples" / "library", tmp_path / "samples" / "library")
    monkeypatch.chdir(tmp_path)
    exec(compile(example(), "README.md", "exec"), {"__name__": "readme"})  # noqa: S102
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "12 files added, 0 skipped"
    assert any(line.startswith("supported 0.") for line in shown)
    assert any(re.match(r"  samples/library/.+, page \S+: .+", line) for line in shown)
    assert shown[-1].startswith("contradicted ['wrong'] ("), shown
    assert (tmp_path / "indexes" / "example" / "attrib.sqlite").is_file()
