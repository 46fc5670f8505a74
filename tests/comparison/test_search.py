"""Our search against independent implementations of the same definitions."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

import bm25s
import numpy as np
import pytest
from conftest import REPOSITORY, read_jsonl

from attrib.index.filters import Filters
from attrib.index.fts import match_query
from attrib.index.vectors import VectorIndex

QUESTIONS = [
    row["question"]
    for row in read_jsonl(REPOSITORY / "samples" / "questions.jsonl")
    if row["answerable"]
]


class Fts5Tokenizer:
    """The tokens that FTS5 makes of a text, by asking FTS5 itself."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self.db.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')")

    def __call__(self, text: str) -> list[str]:
        self.db.execute("DELETE FROM t")
        self.db.execute("INSERT INTO t VALUES (?)", (text,))
        return [term for (term,) in self.db.execute("SELECT term FROM v ORDER BY offset")]


@pytest.fixture(scope="module")
def tokenize():
    return Fts5Tokenizer()


@pytest.mark.parametrize("question", QUESTIONS)
def test_bm25_scores_and_order_equal_bm25s(library, tokenize, question):
    store = library.store
    ids = [item.id for row in store.documents() for item in store.passages_of(row.document_id)]
    texts = store.full_text(ids)
    # bm25s leaves out the constant factor k1 + 1, which changes no order.
    engine = bm25s.BM25(k1=1.2, b=0.75, method="robertson")
    engine.index([tokenize(texts[i]) for i in ids], show_progress=False)
    terms = [tokenize(term) for term in match_query(question).split(" OR ")]
    if any(len(tokens) != 1 for tokens in terms):
        pytest.skip("a term of this question is a phrase, which bm25s does not know")
    asked = list(dict.fromkeys(tokens[0] for tokens in terms))
    assert len(asked) == len(terms), "two terms with one stem count twice in FTS5"
    expected = dict(zip(ids, engine.get_scores(asked) * 2.2, strict=True))
    found = library.store.bm25(question, len(ids), Filters())
    assert found
    for passage_id, score in found:
        # FTS5 gives terms of more than half of the passages a weight of 1e-6, bm25s none.
        assert score == pytest.approx(expected[passage_id], abs=1e-4)
    missed = {i for i in ids if expected[i] > 1e-4} - {i for i, _ in found}
    assert not missed
    scores = [expected[passage_id] for passage_id, _ in found]
    assert all(a >= b - 1e-4 for a, b in pairwise(scores))


def test_faiss_equals_brute_force(library):
    ((ids, vectors),) = library.store.vectors.batches()
    index = VectorIndex.empty(vectors.shape[1])
    index.add(ids, vectors)
    exact = vectors.astype(np.float32)
    queries = library.embedder.encode(QUESTIONS)
    for query in queries:
        similarities = exact @ query
        order = np.lexsort((ids, -similarities))[:10]
        found = index.search(query, 10)
        assert [match.similarity for match in found] == pytest.approx(
            similarities[order].tolist(), abs=1e-5
        )
        assert {m.vector_id for m in found[:5]} == set(ids[order[:5]].tolist())
        some = set(ids[::3].tolist())
        chosen = [i for i in np.lexsort((ids, -similarities)) if ids[i] in some][:10]
        assert [m.vector_id for m in index.search(query, 10, some)] == ids[chosen].tolist()
