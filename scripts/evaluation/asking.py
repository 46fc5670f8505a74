"""Parts of the table of scripts/eval_answers.py: retrieval, reading, answering, refusing."""

from __future__ import annotations

import argparse
import re
import string
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attrib.config import Settings, load_settings
from attrib.encoding.device import Placement
from attrib.encoding.embedder import Embedder
from attrib.generation import Draft, ExtractiveGenerator
from attrib.index import Filters, Index
from attrib.reader import Reader
from attrib.reader.model import FOLDER, ReadingModel
from attrib.retrieval import Retriever, rerank
from attrib.text.passages import context
from attrib.text.sentences import split_sentences
from attrib.types import RetrievedPassage, Span
from evaluation.lines import Line, auroc, mean
from evaluation.questions import Question, open_index, paragraphs, paragraphs_by_id

DEPTH = 10
FAR = 300
"""Candidates of each search, to find what lies beyond a whole article."""
REFUSED = 0.1
"""Share of the answerable questions that may be refused wrongly."""
LENGTH = "extractive answer: sentences"
Ranking = Callable[[Question], list[str]]
"""The paragraphs that a method finds for a question, best first, each once."""


class Asker:
    """Retrieves for each question once, and reads what was retrieved once."""

    def __init__(
        self, index: Index, reader: Reader, settings: Settings, paragraphs: dict[str, str]
    ) -> None:
        self.index = index
        self.reader = reader
        self.settings = settings
        self._paragraphs = paragraphs
        self._uris = {paragraphs[source.document_id]: source.uri for source in index.documents()}
        self._retriever = Retriever(index, settings)
        self._fused: dict[str, list[RetrievedPassage]] = {}
        self._read: dict[str, list[RetrievedPassage]] = {}

    def fused(self, question: Question) -> list[RetrievedPassage]:
        if question.text not in self._fused:
            self._fused[question.text] = self._retriever.retrieve(
                question.text, None, max(self.settings.read, self.settings.top_k, 2 * DEPTH)
            )
        return self._fused[question.text]

    def outside(self, question: Question) -> list[RetrievedPassage]:
        """What is retrieved where the question's article is not in the index."""
        far = self.settings.model_copy(update={"candidates": FAR})
        found = Retriever(self.index, far).retrieve(question.text, None, 2 * FAR)
        return [item for item in found if item.source.title != question.article]

    def reranked(self, question: Question) -> list[RetrievedPassage]:
        if question.text not in self._read:
            found = self.fused(question)
            read = rerank(question.text, found[: self.settings.read], self.reader)
            self._read[question.text] = [*read, *found[self.settings.read :]]
        return self._read[question.text]

    def given(self, question: Question) -> list[RetrievedPassage]:
        """The paragraph that the question was asked of, in passages, as the reader orders them."""
        only = Filters(uris=(self._uris[question.given],))
        found = self._retriever.retrieve(question.text, only, self.settings.read)
        return rerank(question.text, found, self.reader)

    def dense(self, question: Question) -> list[str]:
        (vector,) = self.index.embedder.encode([question.text], role="query")
        return self._of_ids([i for i, _ in self.index.search_dense(vector, 3 * DEPTH)])

    def bm25(self, question: Question) -> list[str]:
        return self._of_ids([i for i, _ in self.index.search_bm25(question.text, 3 * DEPTH)])

    def rankings(self) -> dict[str, Ranking]:
        return {
            "BM25": self.bm25,
            "dense": self.dense,
            "fused": lambda question: self.of(self.fused(question)),
            "reranked": lambda question: self.of(self.reranked(question)),
        }

    def of(self, passages: Sequence[RetrievedPassage]) -> list[str]:
        ids = [item.passage.document_id for item in passages]
        return list(dict.fromkeys(self._paragraphs[i] for i in ids))

    def _of_ids(self, ids: Sequence[int]) -> list[str]:
        found = self.index.passages(ids)
        documents = [found[i].passage.document_id for i in ids]
        return list(dict.fromkeys(self._paragraphs[d] for d in documents))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those that ``open_asker`` goes by."""
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--index", type=Path, help="where the index is kept; default: nowhere")
    parser.add_argument("--reader", type=Path, default=FOLDER, help="folder of its weights")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")


@contextmanager
def open_asker(args: argparse.Namespace) -> Iterator[Asker]:
    """One that asks an index of all development paragraphs together."""
    texts = paragraphs(args.data)
    with tempfile.TemporaryDirectory() as nowhere:
        index = open_index(args.index or Path(nowhere) / "index", texts, args.precision)
        reader = ReadingModel(args.reader, Placement("auto", args.precision))
        settings = load_settings(precision=args.precision)
        yield Asker(index, reader, settings, paragraphs_by_id(index, texts))
        index.close()


def retrieval(asker: Asker, asked: Sequence[Question]) -> Iterator[Line]:
    """Where the paragraph that answers is, by method; of HotpotQA whether both are there."""
    for name, kinds in (("SQuAD2, XQuAD", ("squad2", "xquad")), ("HotpotQA", ("hotpot",))):
        rows = [q for q in asked if q.kind in kinds and q.answerable]
        found = {n: [ranking(q) for q in rows] for n, ranking in asker.rankings().items()}
        for k in (1, 5, 10) if kinds == ("hotpot",) else (1, 5):
            yield _line(
                f"{name}: hit@{k}", found, lambda r, q, k=k: bool(q.gold & set(r[:k])), rows
            )
        yield _line(f"{name}: MRR@{DEPTH}", found, _reciprocal, rows)
        if kinds == ("hotpot",):
            yield _line(
                f"{name}: both found@{DEPTH}", found,
                lambda r, q: q.gold <= set(r[:DEPTH]), rows,
            )  # fmt: skip


def reading(asker: Asker, asked: Sequence[Question]) -> Iterator[Line]:
    """The passage is given: is it answered there, and in which words?"""
    rows = [q for q in asked if q.given]
    texts = [context(q.article, (), q.given) for q in rows]
    readings = asker.reader.read([(q.text, t) for q, t in zip(rows, texts, strict=True)])
    said = [
        text[r.answer.start : r.answer.end] if r.answer else ""
        for r, text in zip(readings, texts, strict=True)
    ]
    sure = np.array([r.answerability for r in readings])
    nearest = gate(rows, asker.index.embedder)
    truth = np.array([q.answerable for q in rows], dtype=bool)
    hard = np.array([q.kind == "squad2" for q in rows], dtype=bool)
    answered = [i for i, q in enumerate(rows) if q.answerable]
    exact = np.array([max(same(said[i], a) for a in rows[i].answers) for i in answered])
    shared = np.array([max(overlap(said[i], a) for a in rows[i].answers) for i in answered])
    yield Line("passage given: exact match", len(exact), {"reader": mean(exact)})
    yield Line("passage given: F1", len(shared), {"reader": mean(shared)})
    near = np.array(
        [
            any(touch(_sentence_at(texts[i], readings[i].answer), e) for e in rows[i].evidence)
            for i in answered
        ]
    )
    what = "passage given: the answer's sentence is gold evidence"
    yield Line(what, len(near), {"reader": mean(near)})
    generator = ExtractiveGenerator(asker.index.embedder, asker.settings.max_sentences)
    drafts = [generator.generate(rows[i].text, asker.given(rows[i])) for i in answered]
    for what, values in _quality(drafts, [rows[i] for i in answered]).items():
        yield Line(f"passage given: {what}", len(values), {"reader": mean(values)})
    yield Line(
        "passage given, SQuAD2: AUROC answerable", int(hard.sum()),
        {"similarity": auroc(truth[hard], nearest[hard]), "reader": auroc(truth[hard], sure[hard])},
    )  # fmt: skip
    yield Line(
        f"passage given, SQuAD2: unanswerable refused at {REFUSED:.0%} wrongly refused",
        int(hard.sum()),
        {
            "similarity": refused(truth[hard], nearest[hard]),
            "reader": refused(truth[hard], sure[hard]),
        },
    )


def answering(asker: Asker, asked: Sequence[Question]) -> Iterator[Line]:
    """Over retrieval: does the extractive answer hold the gold answer, and its words the evidence?"""
    rows = [q for q in asked if q.answerable and q.kind != "hotpot"]
    most = asker.settings.max_sentences
    generator = ExtractiveGenerator(asker.index.embedder, most)
    methods = {"fused": asker.fused, "reranked": asker.reranked}
    top = asker.settings.top_k
    drafts = {
        name: [generator.generate(q.text, method(q)[:top]) for q in rows]
        for name, method in methods.items()
    }
    found = {name: _quality(said, rows) for name, said in drafts.items()}
    for what in found["fused"]:
        measures = {name: mean(values[what]) for name, values in found.items()}
        yield Line(what, len(rows), measures, higher_is_better=what != LENGTH)


def _quality(drafts: Sequence[Draft], rows: Sequence[Question]) -> dict[str, NDArray[np.float64]]:
    """Of each draft whether it holds the gold answer and touches the gold evidence, and its length."""
    held, touched, length = [], [], []
    for draft, question in zip(drafts, rows, strict=True):
        text = " ".join(draft.sentences)
        held.append(any(answer in text for answer in question.answers))
        touched.append(any(touch(text, e) for e in question.evidence))
        length.append(len(draft.sentences))
    return {
        "extractive answer holds the gold answer": np.array(held, float),
        "extractive answer touches the gold evidence": np.array(touched, float),
        LENGTH: np.array(length, float),
    }


def refusing(asker: Asker, asked: Sequence[Question]) -> Iterator[Line]:
    """Over retrieval: does the confidence tell what can be answered from what cannot?"""
    rows = [q for q in asked if q.kind == "squad2"]
    generator = ExtractiveGenerator(asker.index.embedder, 1)
    top = asker.settings.top_k
    scores = {
        "fused": np.array(
            [generator.generate(q.text, asker.fused(q)[:top]).confidence for q in rows]
        ),
        "reranked": np.array(
            [generator.generate(q.text, asker.reranked(q)[:top]).confidence for q in rows]
        ),
    }
    truth = np.array([q.answerable for q in rows])
    yield Line(
        "SQuAD2 over retrieval: AUROC answerable", len(rows),
        {name: auroc(truth, score) for name, score in scores.items()},
    )  # fmt: skip
    yield Line(
        f"SQuAD2 over retrieval: unanswerable refused at {REFUSED:.0%} wrongly refused", len(rows),
        {name: refused(truth, score) for name, score in scores.items()},
    )  # fmt: skip


PARTS = {
    "retrieval": retrieval,
    "reading": reading,
    "answering": answering,
    "refusing": refusing,
}


def gate(rows: Sequence[Question], embedder: Embedder) -> NDArray[np.float64]:
    """What a reader has to beat: the cosine of question and passage."""
    asked = embedder.encode([q.text for q in rows])
    given = embedder.encode([q.given for q in rows])
    return np.asarray((asked * given).sum(axis=1), dtype=np.float64)


def refused(
    truth: NDArray[np.bool_], score: NDArray[np.float64]
) -> Callable[[NDArray[np.int64]], float]:
    def measure(rows: NDArray[np.int64]) -> float:
        right, sure = truth[rows], score[rows]
        if right.all() or not right.any():
            return float("nan")
        return float((sure[~right] < np.quantile(sure[right], REFUSED)).mean())

    return measure


def same(said: str, gold: str) -> bool:
    return _normal(said) == _normal(gold)


def overlap(said: str, gold: str) -> float:
    """SQuAD's F1 over words."""
    one, two = _normal(said).split(), _normal(gold).split()
    if not one or not two:  # articles or punctuation alone
        return float(one == two)
    return 2 * sum((Counter(one) & Counter(two)).values()) / (len(one) + len(two))


def _normal(text: str) -> str:
    """As SQuAD compares answers: without case, punctuation and articles."""
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def touch(text: str, evidence: str) -> bool:
    """Whether one holds the other."""
    said, gold = _normal(text), _normal(evidence)
    return bool(said) and (gold in said or said in gold)


def _sentence_at(text: str, span: Span | None) -> str:
    """The sentence in which ``span`` starts."""
    found = [s for s in split_sentences(text) if span and s.start <= span.start < s.end]
    return text[found[0].start : found[0].end] if found else ""


def _reciprocal(ranking: Sequence[str], question: Question) -> float:
    places = [place for place, p in enumerate(ranking[:DEPTH], 1) if p in question.gold]
    return 1 / places[0] if places else 0.0


def _line(
    what: str,
    found: dict[str, list[list[str]]],
    measure: Callable[[list[str], Question], float],
    rows: Sequence[Question],
) -> Line:
    values = {
        name: np.array([float(measure(r, q)) for r, q in zip(rankings, rows, strict=True)])
        for name, rankings in found.items()
    }
    return Line(what, len(rows), {name: mean(v) for name, v in values.items()})
