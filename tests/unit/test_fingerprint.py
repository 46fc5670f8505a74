"""The fingerprint of an index changes with whatever changes its answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hash_embedder import make_hash_index, open_hash_index

from attrib.text.passages import PassageRules

HARBOUR = "---\ntitle: Harbour\ndate: 2024-05-31\n---\n# Depth\n\nIt is 12 metres deep.\n"


@pytest.fixture(autouse=True)
def empty_index(workspace):
    make_hash_index(Path("index"), workspace, PassageRules())


def fingerprint_of(text: str) -> str:
    Path("docs/harbour.md").write_text(text)
    with open_hash_index("index") as index:
        index.ingest(["docs"])
    with open_hash_index("index") as index:
        return index.fingerprint


def test_the_same_documents_have_the_same_fingerprint():
    before = fingerprint_of(HARBOUR)
    assert fingerprint_of(HARBOUR.replace("12", "13")) != before
    assert fingerprint_of(HARBOUR) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Harbour", "title: Bridge"),
        ("2024-05-31", "1999-05-31"),
        ("date: ", "day: "),
        ("# Depth", "## Depth"),
        ("# Depth", "Depth"),
    ],
)
def test_titles_metadata_and_headings_are_part_of_it(old, new):
    assert fingerprint_of(HARBOUR) != fingerprint_of(HARBOUR.replace(old, new))
