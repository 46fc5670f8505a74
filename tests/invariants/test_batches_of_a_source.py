"""A source that is written in several batches ends as if in one, and is made of whole documents meanwhile."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hash_embedder import HashEmbedder, make_hash_index, open_hash_index
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.index import Index
from attrib.index.store import TO_BE_READ_AGAIN
from attrib.index.vector_file import FILENAME
from attrib.index.writer import Writer
from attrib.text.passages import PassageRules

ONE_BATCH = 10_000
RULES = PassageRules(tokens=8, overlap=0)
SENTENCES = [f"Mill {number} grinds the rye of Norby." for number in range(6)]


def files(*sites: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows with texts, some of which are pages of these sites. The others are known by their line, and
    move when one before them comes or goes.
    """
    texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
    pages = st.sampled_from([f"https://{site}.org/{page}" for site in sites for page in "abc"])
    row = st.fixed_dictionaries({"text": texts}, optional={"url": pages})
    return st.lists(row, min_size=1, max_size=9)


apart = st.fixed_dictionaries({"one.jsonl": files("one"), "two.jsonl": files("two")})
shared = st.fixed_dictionaries(dict.fromkeys(("one.jsonl", "two.jsonl"), files("both")))
sizes = st.integers(1, 7)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hash") / "index"
    make_hash_index(folder, folder.parent, RULES)
    return folder


@contextmanager
def workplace(empty: Path, *indexes: str):
    """A current directory with empty indexes: one for each example."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("docs").mkdir()
            for name in indexes:
                shutil.copytree(empty, name)
            yield
        finally:
            os.chdir(before)


def write(corpus: dict[str, list[dict[str, str]]]) -> None:
    for name, some in corpus.items():
        Path("docs", name).write_text("\n".join(map(json.dumps, some)))


def ingest(folder: str, size: int, ends_at: int | None = None):
    """Ingests ``docs`` in batches of ``size`` passages; None where it ended at batch ``ends_at``."""
    batches = []

    def before(texts):
        batches.append(len(texts))
        if len(batches) == ends_at:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, open_hash_index(folder, HashEmbedder(before)) as i:
        patch.setattr(Writer, "BATCH_PASSAGES", size)
        try:
            return i.ingest(["docs"])
        except KeyboardInterrupt:
            return None


def state(folder: str) -> dict[str, object]:
    """All that a sound index says: its sources, their documents with their passages, and the vectors by
    what was embedded.
    """
    with open_hash_index(folder) as index:
        assert [problem for problem in index.verify() if FILENAME not in problem] == []
        hashes = index.store.vectors.inputs(int(i) for i in index.store.vectors.ids())
        vectors = index.store.vectors.values(hashes)
        return {
            "fingerprint": index.fingerprint,
            "sources": index.store.source_hashes(),
            "documents": {
                source: [
                    (index.document(row.document_id), passages_of(index, row.document_id, hashes))
                    for row in index.documents()
                    if index.store.owner(row.uri) == source
                ]
                for source in index.store.source_hashes()
            },
            "vectors": {hashes[i]: vector.tobytes() for i, vector in vectors.items()},
        }


def passages_of(index: Index, document_id: str, hashes: dict[int, bytes]):
    return [(row.passage, hashes[row.vector_id]) for row in index.store.passages_of(document_id)]


@pytest.mark.slow
@settings(max_examples=40)
@given(shared, shared, sizes)
def test_batches_of_any_size_end_as_one(empty, old, new, size):
    with workplace(empty, "one", "several"):
        for corpus in (old, new):
            write(corpus)
            assert ingest("several", size) == ingest("one", ONE_BATCH)
            assert state("several") == state("one")


@pytest.mark.slow
@settings(max_examples=40)
@given(apart, apart, sizes, st.integers(1, 9))
def test_what_ends_between_two_batches_is_completed_by_the_next_ingest(
    empty, old, new, size, ends_at
):
    with workplace(empty, "whole", "ended"):
        for corpus in (old, new):
            before = state("whole")
            write(corpus)
            ingest("whole", ONE_BATCH)
            after = state("whole")
            ingest("ended", size, ends_at)
            between = state("ended")
            known = [d for s in (before, after) for some in s["documents"].values() for d in some]
            for source, source_hash in between["sources"].items():
                documents = between["documents"][source]
                assert all(document in known for document in documents)
                if source_hash != TO_BE_READ_AGAIN:
                    as_in = after if source_hash == after["sources"][source] else before
                    assert source_hash == as_in["sources"][source]
                    assert documents == as_in["documents"][source]
            report = ingest("ended", size)
            assert state("ended") == after
            assert report.embedded == len(after["vectors"].keys() - between["vectors"].keys())
