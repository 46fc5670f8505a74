"""What many tests share: the real embedder, and the sample library in an index."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import settings

# How fast a machine is says nothing of whether the code is right.
settings.register_profile("attrib", deadline=None)
settings.load_profile("attrib")

# Before any model library is imported: nothing may look for a hub.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

REPOSITORY = Path(__file__).resolve().parent.parent
LIBRARY = REPOSITORY / "samples" / "library"


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    """Tests see default settings, whatever the environment of who runs them."""
    for name in list(os.environ):
        if name.startswith("ATTRIB_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def embedder():
    from attrib.encoding.embedder import load_embedder
    from attrib.encoding.memo import MemoEmbedder

    return MemoEmbedder(load_embedder("all-MiniLM-L6-v2", device="cpu"))


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory, embedder):
    """An index of the sample library, made from the repository's root. Only to be read."""
    from attrib.index import Index

    folder = tmp_path_factory.mktemp("library") / "index"
    before = Path.cwd()
    os.chdir(REPOSITORY)
    try:
        with Index.create(folder) as index:
            report = index.ingest(["samples/library"])
    finally:
        os.chdir(before)
    assert not report.skipped, report.skipped
    return folder


@pytest.fixture
def library(library_folder, embedder):
    """The sample library, open for reading, with the session's embedder."""
    from attrib.index import Index

    with Index.open(library_folder) as index:
        index.embedder = embedder
        yield index


@pytest.fixture(scope="session")
def sample_audit(library_folder, embedder):
    """The audit of the sample answers against the sample library."""
    from attrib.auditing import audit
    from attrib.index import Index

    with Index.open(library_folder) as index:
        index.embedder = embedder
        return audit(REPOSITORY / "samples" / "answers.jsonl", index=index)


@pytest.fixture(scope="session")
def remembering(tmp_path_factory, embedder):
    """The default scorer, which scores nothing twice: for tests that ask for the same again and again."""
    from attrib.attribution import scorer_for
    from attrib.attribution.caching import CachingScorer
    from attrib.config import load_settings

    scorer = scorer_for(load_settings(), embedder)
    return CachingScorer(scorer, embedder, tmp_path_factory.mktemp("scores") / "cache")


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """An empty current directory with a folder ``docs``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    return tmp_path


@pytest.fixture
def make_index(workspace, embedder):
    """Creates (or opens) the index ``index`` in the workspace, with the session's embedder."""
    from attrib.config import load_settings
    from attrib.index import Index

    opened = []

    def make(**settings):
        index = Index.create("index", load_settings(**settings))
        index.embedder = embedder
        opened.append(index)
        return index

    yield make
    for index in opened:
        index.close()
