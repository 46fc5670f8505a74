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
from attrib.errors import IndexStateError
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
    document = next((prompts[name] for name in ("document", "passage") if name in prompts), "")
    wanted = {
        "query": prompts.get("query", ""),
        "document": document,
        None: prompts.get(default, ""),
    }
    expected = {
        role: theirs.encode(TEXTS, prompt=prompt, normalize_embeddings=True)
        for role, prompt in wanted.items()
    }
    for role, vectors in expected.items():
        np.testing.assert_allclose(ours.encode(TEXTS, role=role), vectors, atol=1e-5)
    told = expected["query" if "query" in prompts else "document"]
    plain = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", device="cpu", precision="fp32"))
    assert abs(plain.encode(TEXTS) - told).max() > 0.01, "the prompt makes a difference"


def test_another_prompt_is_another_model(model, workspace):
    folder = model(BOTH)
    told = load_embedder(folder)
    plain = load_embedder("all-MiniLM-L6-v2")
    assert told.sha256 != plain.sha256
    Path("docs/kiln.txt").write_text(TEXTS[1])
    with Index.create("index", load_settings(embedder=folder)) as index:
        index.ingest(["docs"])
    rewrite(Path(folder) / "config_sentence_transformers.json", prompts={})
    assert load_embedder(folder).sha256 == plain.sha256
    with pytest.raises(IndexStateError, match="attrib index rebuild"), Index.open("index") as index:
        Retriever(index, index.settings).retrieve(TEXTS[0])


def test_texts_without_prompts_are_embedded_once(monkeypatch):
    memo = MemoEmbedder(load_embedder("all-MiniLM-L6-v2"))
    first = memo.encode(TEXTS, role="query")
    monkeypatch.setattr(memo._embedder, "encode", lambda texts, *_: np.zeros((len(texts), 384)))
    np.testing.assert_array_equal(memo.encode(TEXTS), first)
    np.testing.assert_array_equal(memo.encode(TEXTS, role="document"), first)


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
        document = theirs.encode(
            [dict(asked)["document"]], prompt=BOTH["passage"], normalize_embeddings=True
        )
        question = theirs.encode_query([TEXTS[0]], normalize_embeddings=True)
    assert found[1] == pytest.approx(float(document[0] @ question[0]), abs=1e-3)
    assert {role for role, _ in asked} == {"document", "query"}
