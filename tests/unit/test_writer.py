"""What is written in batches: what is embedded anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hash_embedder import HashEmbedder, make_hash_index, open_hash_index

from attrib.index.ingest import IngestReport
from attrib.index.writer import Writer
from attrib.text.passages import PassageRules

BATCH = 4
SENTENCES = 3
"""Of a text, each of which is a passage: no two fit into the budget."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(Writer, "BATCH_PASSAGES", BATCH)


@pytest.fixture(autouse=True)
def empty_index(workspace):
    make_hash_index(Path("index"), workspace, PassageRules(tokens=8, overlap=0))


def ingest(embedder: HashEmbedder | None = None) -> IngestReport:
    with open_hash_index("index", embedder) as index:
        return index.ingest(["docs"])


def texts(version: str, count: int) -> list[str]:
    return [
        " ".join(f"Part {part} of row {row} is {version}." for part in range(SENTENCES))
        for row in range(count)
    ]


def stored() -> list[str]:
    with open_hash_index("index") as index:
        assert index.verify() == []
        return [index.document(row.document_id).text for row in index.documents()]


def test_a_text_that_moves_to_a_file_of_a_later_batch_is_not_embedded_again():
    old = texts("old", 9)
    for number, text in enumerate(old):
        Path(f"docs/{number}.txt").write_text(text)
    ingest()
    for number, text in enumerate(texts("new", 5) + old[:4]):
        Path(f"docs/{number}.txt").write_text(text)
    assert ingest().embedded == 5 * SENTENCES
    assert stored() == texts("new", 5) + old[:4]
