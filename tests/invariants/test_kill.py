"""Invariant 5: killed at any moment of ingest, the index opens, is sound, and can be finished."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import hash_embedder
import pytest
from hash_embedder import HashEmbedder

from attrib.index import Index, recipe
from attrib.index.store import TO_BE_READ_AGAIN
from attrib.index.vector_file import FILENAME

TESTS = Path(hash_embedder.__file__).parent

# Runs in a process of its own and kills that process at the n-th call of a function.
CHILD = """
import os, signal, sys
from importlib import import_module

tests, place, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
module, _, path = place.partition(":")
owner = import_module(module)
*outer, name = path.split(".")
for part in outer:
    owner = getattr(owner, part)
real, made = getattr(owner, name), 0

def deadly(*args, **kwargs):
    global made
    made += 1
    if made == calls:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

setattr(owner, name, deadly)

sys.path.insert(0, tests)
from hash_embedder import HashEmbedder

from attrib.index import Index, recipe
from attrib.index.writer import Writer

recipe.load_embedder = lambda *args, **kwargs: HashEmbedder()
Writer.BATCH_PASSAGES = 4
with Index.create("index") as index:
    index.ingest(["docs"])
"""

PLACES = [
    ("while the database is made", "attrib.index.schema:os.replace", 1),
    ("before the first batch", "attrib.index.vector_table:VectorTable.add", 1),
    ("in the middle of a transaction", "attrib.index.store:Store.put_document", 3),
    ("after a few batches", "attrib.index.vector_table:VectorTable.add", 3),
    ("before the FAISS file is written", "attrib.index.vectors:VectorIndex.save", 1),
    ("while the FAISS file is written", "attrib.index.vector_file:os.fsync", 1),
    ("after all is written", "attrib.index.store:Store.checkpoint", 1),
]


IN_A_FILE = [
    ("after two of its three batches", "attrib.index.vector_table:VectorTable.add", 3),
    ("when all but its end is written", "attrib.index.store:Store.complete_source", 1),
]


@pytest.fixture(autouse=True)
def _without_a_model(monkeypatch):
    """What is written, and when, does not depend on the embedder; a model takes seconds to load."""
    monkeypatch.setattr(recipe, "load_embedder", lambda *args, **kwargs: HashEmbedder())


def kill(place: str, calls: int) -> None:
    """Ingests ``docs`` in a process that is killed at that call."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD, TESTS, place, str(calls)], capture_output=True, text=True
    )
    assert child.returncode == -signal.SIGKILL, child.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("place", "calls"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_killed_ingest_is_finished_by_the_same_command(workspace, place, calls):
    for number in range(12):
        text = f"Mill {number} grinds rye. Its stone weighs {number + 3} tonnes."
        Path(f"docs/mill-{number:02}.txt").write_text(text)
    kill(place, calls)
    with Index.create("index") as index, Index.create("fresh") as fresh:
        problems = [problem for problem in index.verify() if FILENAME not in problem]
        assert problems == []
        survived = index.store.counts()["documents"]
        for source in index.sources():
            assert index.search_bm25(Path(source.uri).stem.replace("-", " "), 20)
        report = index.ingest(["docs"])
        assert len(report.unchanged) == survived
        assert report.embedded == 12 - survived
        assert index.store.counts()["documents"] == 12
        assert index.verify() == []
        fresh.ingest(["docs"])
        assert fresh.fingerprint == index.fingerprint


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "calls"), [p[1:] for p in IN_A_FILE], ids=[p[0] for p in IN_A_FILE]
)
def test_an_ingest_killed_within_a_file_goes_on_where_it_was(workspace, place, calls):
    rows = [{"text": f"Mill {number} grinds rye."} for number in range(12)]
    Path("docs/mills.jsonl").write_text("\n".join(map(json.dumps, rows)))
    kill(place, calls)
    with Index.create("index") as index, Index.create("fresh") as fresh:
        assert [problem for problem in index.verify() if FILENAME not in problem] == []
        assert index.store.counts()["documents"] == 8
        assert index.store.source_hashes() == {"docs/mills.jsonl": TO_BE_READ_AGAIN}
        report = index.ingest(["docs"])
        assert (report.changed, report.embedded) == (("docs/mills.jsonl",), 4)
        assert index.verify() == []
        assert index.ingest(["docs"]).unchanged == ("docs/mills.jsonl",)
        fresh.ingest(["docs"])
        assert fresh.fingerprint == index.fingerprint
