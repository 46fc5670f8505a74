"""Which sentences of the retrieved passages may answer the question, and whether any does."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attrib.encoding.embedder import Embedder
from attrib.reader import log_odds
from attrib.text.passages import context
from attrib.text.words import content_terms, language_of
from attrib.types import Reading, RetrievedPassage, Span

# What the share of the question's words that a sentence holds itself, and that it holds together
# with its title and headings, add to the cosine similarity. On 250 questions over the paragraphs of
# SQuAD2-dev and XQuAD the best sentence then holds the answer in 78%, with neither in 70%.
OWN_WEIGHT = 0.4
CONTEXT_WEIGHT = 0.2

# What a sentence gains by the reader: the probability that its passage answers, if the sentence holds
# the words that the reader takes for the answer; and the probability that its passage is relevant.
# With both the best sentence holds the answer in 78% of 500 questions about articles that the reader
# was not trained on, with neither in 72%.
READ_WEIGHT = 0.4
RELEVANCE_WEIGHT = 0.5

# Logistic weights of the features of confidence_features, with and without a reader; fitted by
# scripts/fit_confidence.py on questions about articles that the reader was not trained on.
WEIGHTS = (8.78, 6.04, 5.54)
BIAS = -10.89
READ_WEIGHTS = (1.40, 1.54, 3.89, 0.68, -0.18)
READ_BIAS = -3.65


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer the question."""

    text: str
    similarity: float
    """Cosine of the question and the sentence under its title and headings."""
    score: float
    """Similarity plus the weighted share of the question's words, plus what the reader adds."""
    terms: frozenset[str]
    """Its content words, stemmed."""
    asked: frozenset[str]
    """Content words of the question that the sentence, its headings or title hold."""
    passage: int
    answers: float
    """Probability that it holds the answer, as the reader sees it; 0 where none has read it."""
    span: Span
    """Where it stands in its document."""


def rank_sentences(
    question: str, passages: Sequence[RetrievedPassage], embedder: Embedder
) -> list[Candidate]:
    """The distinct sentences of ``passages``, the likeliest to answer the question first."""
    language = language_of(question)
    asked = _stems(question, language)
    rows: dict[str, tuple[int, Span, str]] = {}
    read: dict[str, _Read] = defaultdict(_Read)
    for number, retrieved in enumerate(passages):
        passage, title = retrieved.passage, retrieved.source.title
        for span in passage.sentences:
            text = passage.quote(span)
            rows.setdefault(text, (number, span, context(title, passage.headings, text)))
            read[text] = read[text].and_in(retrieved.reading, span)
    vectors = embedder.encode([question, *(prefixed for _, _, prefixed in rows.values())])
    similarities = vectors[1:] @ vectors[0]
    candidates = []
    for (text, (number, span, prefixed)), similarity in zip(
        rows.items(), similarities, strict=True
    ):
        held, terms = asked & _stems(prefixed, language), _stems(text, language)
        overlap = OWN_WEIGHT * len(asked & terms) + CONTEXT_WEIGHT * len(held)
        candidates.append(
            Candidate(
                text=text,
                similarity=float(similarity),
                score=float(similarity) + overlap / max(1, len(asked)) + read[text].score,
                terms=terms,
                asked=held,
                passage=number,
                answers=read[text].answers,
                span=span,
            )
        )
    return sorted(candidates, key=lambda c: -c.score)


def confidence(question: str, best: Candidate, passages: Sequence[RetrievedPassage]) -> float:
    """Probability that the passages answer the question."""
    features = confidence_features(question, best, passages)
    read = len(features) == len(READ_WEIGHTS)
    weights, bias = (READ_WEIGHTS, READ_BIAS) if read else (WEIGHTS, BIAS)
    logit = bias + sum(w * x for w, x in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-logit))


def confidence_features(
    question: str, best: Candidate, passages: Sequence[RetrievedPassage]
) -> tuple[float, ...]:
    """Similarity of the best sentence; share of the question's words in its passage; similarity
    of the passage nearest to the question. Where a reader has read them, also the log odds that the
    passage which answers best holds the answer, and that it is relevant.
    """
    language = language_of(question)
    asked = _stems(question, language)
    retrieved = passages[best.passage]
    passage = retrieved.passage
    found = _stems(context(retrieved.source.title, passage.headings, passage.text), language)
    nearest = max(item.similarity for item in passages)
    features = best.similarity, len(asked & found) / max(1, len(asked)), nearest
    readings = [item.reading for item in passages if item.reading]
    if not readings:
        return features
    surest = max(readings, key=lambda reading: reading.answerability)
    return *features, log_odds(surest.answerability), log_odds(surest.relevance)


class _Read(NamedTuple):
    """What the reader says of a sentence, in whichever passages it stands."""

    answers: float = 0.0
    relevance: float = 0.0

    @property
    def score(self) -> float:
        return READ_WEIGHT * self.answers + RELEVANCE_WEIGHT * self.relevance

    def and_in(self, reading: Reading | None, sentence: Span) -> _Read:
        """With what is said of one more passage that holds it, at ``sentence``."""
        if reading is None:
            return self
        answer = reading.answer
        inside = answer and sentence.start < answer.end and answer.start < sentence.end
        return _Read(
            max(self.answers, reading.answerability if inside else 0.0),
            max(self.relevance, reading.relevance),
        )


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(term.stem for term in content_terms(text, language))
