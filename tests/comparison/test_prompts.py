"""Models that want to be told what is a question and what is a document, against sentence-transformers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from attrib.config import load_settings
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.index import Index
from attrib.models import resolve
from attrib.retrieval import Retriever

TEXTS = ["Why was the kiln cold?", "The kiln was cold because the wood was wet.", ""]
BOTH = {"query": "search for: ", "passage": "text to be found: "}


@pytest.fixture
def model(tmp_path):
    """A folder with the usual weights, and prompts."""

    def make(prompts: dict[str, str], default: str | None = None, pooled: bool = True) -> str:
        folder = tmp_path / "model"
        folder.mkdir()
        for file in resolve("all-MiniLM-L6-v2").path.iterdir():
            (folder / file.name).symlink_to(file)
        rewrite(folder / "config_sentence_transformers.json", prompts=prompts,
                default_prompt_name=default)  # fmt: skip
        pooling = folder / "1_Pooling"
        real = json.loads((pooling / "config.json").read_text())
        pooling.unlink()
        pooling.mkdir()
        (pooling / "config.json").write_text(json.dumps({**real, "include_prompt": pooled}))
        return str(folder)

    return make


def rewrite(file: Path, **values: object) -> None:
    known = json.loads(file.read_text())
    file.unlink()
    file.write_text(json.dumps({**known, **values}))


@pytest.mark.parametrize(
    ("prompts", "default"),
    [
        (BOTH, None),
        (BOTH, "query"),
        ({"query": "ask: "}, None),
        ({"document": "doc: "}, "document"),
    ],
)
@pytest.mark.parametrize("pooled", [True, False])
def test_each_role_has_its_prompt(model, prompts, default, pooled):
    folder = model(prompts, default, pooled)
    ours = MemoEmbedder(load_embedder(folder, device="cpu", precision="fp32"))
    theirs = SentenceTransformer(folder, device="cpu", local_files_only=True)
    options = {"normalize_embeddings": True}
    expected = {
        "query": theirs.encode_query(TEXTS, **options),
        "document": theirs.encode_document(TEXTS, **options),
        None: theirs.encode(TEXTS, **options),
    }
    for role, vectors in expected.items():
        np.testing.assert_allclose(ours.encode(TEXTS, role=role), vectors, atol=1e-5)
    told = expected["query" if "query" in prompts else "document"]
    plain = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", device="cpu", precision="fp32"))
    assert abs(plain.encode(TEXTS) - told).max() > 0.01, "the prompt makes a difference"


def test_an_index_tells_questions_from_documents(model, workspace, monkeypatch):
    asked = []

    def listening(self, texts, on_batch=None, role=None):
        asked.extend((role, text) for text in texts)
        return encode(self, texts, on_batch, role)

    encode = MemoEmbedder.encode
    monkeypatch.setattr(MemoEmbedder, "encode", listening)
    Path("docs/kiln.txt").write_text(TEXTS[1])
    with Index.create("index", load_settings(embedder=model(BOTH), precision="fp32")) as index:
        index.ingest(["docs"])
        (found,) = index.search_dense(index.embedder.encode([TEXTS[0]], role="query")[0], 1)
        Retriever(index, index.settings).retrieve(TEXTS[0])
        theirs = SentenceTransformer(index.settings.embedder, device="cpu", local_files_only=True)
        document = theirs.encode_document([dict(asked)["document"]], normalize_embeddings=True)
        question = theirs.encode_query([TEXTS[0]], normalize_embeddings=True)
    assert found[1] == pytest.approx(float(document[0] @ question[0]), abs=1e-3)
    assert {role for role, _ in asked} == {"document", "query"}
