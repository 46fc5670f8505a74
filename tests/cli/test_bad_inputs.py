"""What scripts/bad_inputs.py makes: nothing of it crashes attrib, and nothing is lost in silence."""

from __future__ import annotations

import importlib
import os
import sys

import pytest
from conftest import REPOSITORY

from attrib.index import Index

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links, pipes and sockets")


@pytest.fixture(scope="module")
def bad_inputs():
    sys.path.insert(0, str(REPOSITORY / "scripts"))
    try:
        yield importlib.import_module("bad_inputs")
    finally:
        sys.path.remove(str(REPOSITORY / "scripts"))


@pytest.mark.slow
def test_every_input_is_read_or_reported(attrib, bad_inputs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inputs = bad_inputs.make_inputs(tmp_path)
    arguments = ["ingest", *bad_inputs.arguments_of(inputs), "--index", "index"]
    try:
        result = attrib(*arguments, "--json")
        again = attrib(*arguments)
    finally:
        bad_inputs.open_again(tmp_path / bad_inputs.FOLDER)
    assert (result.code, result.err) == (0, "")
    report, texts = result.json, bad_inputs.texts_in("index")
    said = {item.uri: bad_inputs.outcome(item, report, texts) for item in inputs}
    assert [uri for uri, words in said.items() if not words] == []
    assert said["bad/good.txt"][0].startswith("read: “The mill at Norby grinds rye.")
    # Nothing beyond what was given: each report and each document belongs to an input.
    known = tuple(said)
    reported = [*report["added"], *(skipped["uri"] for skipped in report["skipped"])]
    assert [uri for uri in reported if not uri.startswith(known)] == []

    # In words, too, and without a character that could play with the terminal.
    assert f"{len(report['added'])} unchanged" in again.out
    words = " ".join(again.out.split())
    assert "bad/encrypted.pdf: is encrypted: save it without a password" in words
    assert "bad/pipe.txt: is a pipe, not a file" in words
    assert not {char for char in again.out if char < " "} - {"\n"}

    with Index.open("index") as index:
        assert index.verify() == []
        assert not any("\0" in text for text in texts.values())


def test_every_bad_row_is_reported(bad_inputs, tmp_path):
    told = dict(bad_inputs.audit_rows(tmp_path))
    assert list(told) == [label for label, _ in bad_inputs.ROWS]
    fine = {label for label, words in told.items() if words == "supported; [1] valid"}
    assert fine == {"lone surrogates and NUL"}
    for number, words in enumerate(told.values(), 1):
        assert "line" not in words or f"line {number}" in words
