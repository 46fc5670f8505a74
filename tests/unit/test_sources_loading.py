from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from attrib.errors import SourceError
from attrib.sources import Content, SourceItem, WebPolicy, load, loading, read
from attrib.sources import reading as reading_module


def test_a_file(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Words.")
    item = SourceItem("docs/a.txt", tmp_path / "a.txt")
    assert load(item, WebPolicy()) == Content(b"Words.", None, "docs/a.txt")


def test_what_cannot_be_opened(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened: No such file"):
        load(SourceItem("gone", tmp_path / "gone"), WebPolicy())
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(SourceError, match="is not a regular file"):
            load(SourceItem(name, tmp_path / name), WebPolicy())


def test_a_file_without_permission():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "locked.txt"
        path.write_text("Words.")
        path.chmod(0)
        Path(folder).chmod(0o755)
        root = os.geteuid() == 0
        if root:  # to whom permissions mean nothing
            os.seteuid(65534)
        try:
            with pytest.raises(SourceError, match="cannot be opened: Permission denied"):
                load(SourceItem("locked.txt", path), WebPolicy())
        finally:
            if root:
                os.seteuid(0)


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "MAX_FILE_BYTES", 1000)
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    with pytest.raises(SourceError, match="is larger than 1,000 bytes: split it"):
        load(SourceItem("a.txt", tmp_path / "a.txt"), WebPolicy())


def test_stdin(monkeypatch):
    item = SourceItem("stdin", None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Words.\n")))
    content = load(item, WebPolicy())
    assert content == Content(b"Words.\n", None, "stdin")
    (document,) = read(content, item).documents
    assert (document.uri, document.title, document.text) == ("stdin", "stdin", "Words.")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="standard input is closed"):
        load(item, WebPolicy())


def test_any_failure_of_a_parser_becomes_a_source_error(monkeypatch):
    def explode(content, item):
        raise RecursionError("too deep\nsecond line")

    monkeypatch.setattr(reading_module, "_reader", lambda found: explode)
    with pytest.raises(SourceError) as caught:
        read(Content(b"x", None, "a.csv"), SourceItem("a.csv", None))
    assert str(caught.value) == (
        "cannot be read as CSV: RecursionError: too deep; it may be damaged: save or fetch it again"
    )


def test_importing_the_room_loads_no_parser():
    code = (
        "import sys, attrib.sources; "
        "heavy = {'lxml', 'trafilatura', 'docx', 'pptx', 'openpyxl', 'pypdfium2', 'httpx', 'yaml',"
        "'markdown_it', 'charset_normalizer', 'pathspec'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
