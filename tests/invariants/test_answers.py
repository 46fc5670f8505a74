"""Invariants 1 to 4, 6 and 8 on the sample library: quotes, determinism, reading without writing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from conftest import REPOSITORY, read_jsonl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.attribution import BaselineScorer, Pair
from attrib.auditing import audit
from attrib.engine import Engine
from attrib.index import Index

QUESTIONS = [row["question"] for row in read_jsonl(REPOSITORY / "samples" / "questions.jsonl")]


def evidence_of(attributions):
    for attribution in attributions:
        yield from (*attribution.evidence, *attribution.contradicting)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_of_an_answer_is_the_documents_own_words(library, question):
    answer = Engine(library).ask(question)
    for evidence in evidence_of(answer.attributions):
        document = library.document(evidence.document_id)
        assert document.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.page == document.page_at(evidence.start)
    for attribution in answer.attributions:
        claim = attribution.claim
        assert answer.text[claim.start : claim.end].split() == claim.text.split()
        for citation in attribution.citations:
            assert answer.text[citation.start : citation.end] == citation.marker
            assert answer.sources[int(citation.target) - 1].document_id == citation.document_id
        for span in attribution.unsupported_spans:
            assert claim.start <= span.start < span.end <= claim.end
    for item in answer.passages:
        document = library.document(item.passage.document_id)
        assert document.text[item.passage.start : item.passage.end] == item.passage.text


def context_texts(audited, contexts):
    """The contexts of a row, as they were given, by the ids that evidence names them by."""
    named = {
        str(number) if isinstance(one, str) else str(one.get("id", number)): one
        for number, one in enumerate(contexts, 1)
    }
    return {
        source.document_id: one if isinstance(one, str) else one["text"]
        for source in audited.sources
        if (one := named.get(source.uri)) is not None
    }


def test_every_quote_of_an_audit_is_the_documents_own_words(library, sample_audit):
    rows = {row["id"]: row for row in read_jsonl(REPOSITORY / "samples" / "answers.jsonl")}
    checked = 0
    for answer in sample_audit.answers:
        texts = context_texts(answer, rows[answer.id].get("contexts") or [])
        for evidence in evidence_of(answer.attributions):
            checked += 1
            document = library.document(evidence.document_id)
            text = document.text if document else texts[evidence.document_id]
            assert text[evidence.start : evidence.end] == evidence.quote
    assert checked > 20


TEXTS = st.lists(
    st.sampled_from(
        [
            "The plant opened in 2021.",
            "Das Kraftwerk liefert 21 MW.",
            "潮汐発電所は北にある。",
            "المحطة تعمل.",
            "e\u0301a\u0308 👩‍🔧🏽 works",
            "It cost 3.5 million euros; nobody objected!",
            "\r\n\r\n",
            "\n \n\n  ",
            "  ",
            "\u2028\u00a0x\u200b",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS)
def test_any_unicode_keeps_its_offsets_in_an_audit(library, remembering, answer, context):
    row = {"answer": answer, "contexts": [context]}
    (audited,) = audit([row], index=library, scorer=remembering).answers
    for attribution in audited.attributions:
        claim = attribution.claim
        assert answer[claim.start : claim.end].split() == claim.text.split()
        for span in attribution.unsupported_spans:
            assert claim.start <= span.start < span.end <= claim.end
    for evidence in evidence_of(audited.attributions):
        document = library.document(evidence.document_id)
        text = (
            document.text if document else context_texts(audited, [context])[evidence.document_id]
        )
        assert text[evidence.start : evidence.end] == evidence.quote


def test_embeddings_do_not_depend_on_their_neighbours(embedder):
    plain = embedder._embedder  # without the memory of earlier calls
    texts = [
        f"The mill {'of the old town ' * (i % 9)}grinds rye since {1800 + i}." for i in range(70)
    ]
    together = plain.encode(texts)
    alone = np.concatenate([plain.encode([text]) for text in texts])
    shuffled = np.random.default_rng(0).permutation(len(texts))
    np.testing.assert_allclose(together, alone, atol=1e-4)
    np.testing.assert_allclose(
        together[shuffled], plain.encode([texts[i] for i in shuffled]), atol=1e-4
    )


def test_scores_do_not_depend_on_their_neighbours(library, embedder):
    sentences = [
        passage.passage.quote(span)
        for document in library.documents()[:6]
        for passage in library.store.passages_of(document.document_id)
        for span in passage.passage.sentences
    ]
    pairs = [
        Pair(sentences[i], tuple(sentences[i + 1 : i + 4]), "Norrvik") for i in range(0, 60, 2)
    ]
    scorer = BaselineScorer(embedder._embedder)
    together = scorer.score(pairs)
    for start in range(0, len(pairs), 7):
        for one, other in zip(
            scorer.score(pairs[start : start + 7]), together[start:], strict=False
        ):
            assert one.probability == pytest.approx(other.probability, abs=1e-4)
            assert one.evidence == other.evidence
            assert one.unsupported == other.unsupported


def test_asking_and_auditing_leave_the_index_as_it_was(library_folder, tmp_path, embedder):
    folder = tmp_path / "index"
    shutil.copytree(library_folder, folder)

    def state():
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()
        }

    before = state()
    with Index.open(folder) as index:
        index.embedder = embedder
        Engine(index).ask("How often is a turbine overhauled?")
        audit([{"answer": "The array has 14 turbines."}], index=index)
    assert state() == before


def test_an_index_that_cannot_be_written_can_be_asked(library_folder, tmp_path, embedder):
    folder = tmp_path / "index"
    shutil.copytree(library_folder, folder)
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with Index.open(folder) as index:
            index.embedder = embedder
            assert not Engine(index).ask("How often is a turbine overhauled?").abstained
    finally:
        folder.chmod(0o755)


def test_removed_documents_are_never_cited_again(library_folder, tmp_path, embedder, remembering):
    folder = tmp_path / "index"
    shutil.copytree(library_folder, folder)
    question = "Why did turbine T09 fail?"
    with Index.open(folder) as index:
        index.embedder = embedder
        removed = set()
        while not (answer := Engine(index, scorer=remembering).ask(question)).abstained:
            used = {s.uri for s in answer.sources} | {p.source.uri for p in answer.passages}
            assert not used & removed
            uri = answer.sources[0].uri
            index.remove(uri)
            index.embedder = embedder
            removed.add(uri)
            if len(removed) == 4:
                break
        assert removed
        assert index.verify() == []


@pytest.mark.slow
def test_two_processes_print_the_same_bytes(library_folder):
    command = [
        sys.executable, "-m", "attrib", "ask", "What did the repair of T09 cost?",
        "--index", str(library_folder), "--json",
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}  # they run side by side
    runs = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, env={**environment, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    one, other = (run.communicate()[0] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert one == other
    assert json.loads(one)["schema"] == "attrib.answer/1"
