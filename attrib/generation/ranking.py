"""Which sentences of the retrieved passages may answer the question, and whether any does."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.encoding.embedder import Embedder
from attrib.generation.another import is_of_another
from attrib.reader import log_odds
from attrib.text.passages import context
from attrib.text.sentences import says_nothing_alone
from attrib.text.words import content_terms, language_of
from attrib.types import RetrievedPassage, Span

# What a sentence is ranked by: its similarity to the question; the share of the question's words that
# it holds itself, and that it holds with its title and headings; and where a reader has read it, the
# probability that it holds the answer, and the score of its passage. Fitted as a softmax over the
# sentences of each of 891 questions about articles that the reader was not trained on, by
# scripts/fit_sentences.py.
READ_SENTENCE = (2.0, 1.65, 1.6, 2.8, 0.65)
# Without a reader, set by hand: what is fitted ranks no better. They are large, which keeps further
# sentences few.
SENTENCE = (15.0, 6.0, 3.0)

# Logistic weights of the features of confidence_features, with and without a reader; fitted by
# scripts/fit_confidence.py on questions about articles that the reader was not trained on.
WEIGHTS = (8.78, 6.04, 5.54)
BIAS = -10.89
READ_WEIGHTS = (1.24, 1.69, 3.92, 0.69, -0.18)
READ_BIAS = -3.67

OF_ANOTHER = 0.1
"""Most confidence where what answers best is about something else (``is_of_another``). Of 547 questions
with a year 4 are answered by a text that lacks it and has another, of 22 with a code none by one
without; of 164 with a year that their text does not answer, 45 are so refused."""

_Standing = tuple[str, tuple[str, ...]]
"""A sentence and the headings that it stands under."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer the question."""

    text: str
    signs: tuple[float, ...]
    """That it answers: what READ_SENTENCE weighs if a reader was there, else what SENTENCE does."""
    score: float
    """What it is ranked by: the weighted sum of the signs."""
    probability: float
    """That it is the sentence that answers, if one does: all candidates' add up to 1."""
    terms: frozenset[str]
    """Its content words, stemmed."""
    passage: int
    span: Span
    """Where it stands in its document."""

    @property
    def similarity(self) -> float:
        """Cosine of the question and the sentence under its title and headings."""
        return self.signs[0]


def rank_sentences(
    question: str, passages: Sequence[RetrievedPassage], embedder: Embedder
) -> list[Candidate]:
    """The distinct sentences of ``passages``, the likeliest to answer the question first. Those that
    ask or announce something are left out: nothing is as similar to a question as the same question
    in a list of frequent ones, and it is no answer. One that stands under several headings is ranked
    as the one of them under which it answers best.
    """
    language = language_of(question)
    asked = _stems(question, language)
    rows: dict[_Standing, tuple[int, Span, str]] = {}
    read: dict[_Standing, list[tuple[float, float]]] = defaultdict(list)
    last = min((item.score for item in passages if item.reading), default=None)
    for number, retrieved in enumerate(passages):
        passage, title, reading = retrieved.passage, retrieved.source.title, retrieved.reading
        for span in passage.sentences:
            text = passage.quote(span)
            if says_nothing_alone(text):
                continue
            key = (text, passage.headings)
            rows.setdefault(key, (number, span, context(title, passage.headings, text)))
            if reading:
                read[key].append((reading.holds(span), retrieved.score))
            elif last is not None:  # fusion put it behind all that were read
                read[key].append((0.0, last))
    (asking,) = embedder.encode([question], role="query")
    saying = embedder.encode([prefixed for _, _, prefixed in rows.values()], role="document")
    similarities = saying @ asking
    best: dict[str, Candidate] = {}
    for ((text, headings), (number, span, prefixed)), similarity in zip(
        rows.items(), similarities, strict=True
    ):
        terms = _stems(text, language)
        held = (asked & terms, asked & _stems(prefixed, language))
        shares = (len(words) / max(1, len(asked)) for words in held)
        readings = read[text, headings]
        surest = (max(column) for column in zip(*readings, strict=True))  # of all that hold it
        signs = (float(similarity), *shares, *surest)
        weights = READ_SENTENCE if readings else SENTENCE
        score = sum(w * x for w, x in zip(weights, signs, strict=True))
        if text not in best or score > best[text].score:
            best[text] = Candidate(text, signs, score, 0.0, terms, number, span)
    most = max((c.score for c in best.values()), default=0.0)
    total = sum(math.exp(c.score - most) for c in best.values())
    found = [replace(c, probability=math.exp(c.score - most) / total) for c in best.values()]
    return sorted(found, key=lambda c: -c.score)


def confidence(question: str, best: Candidate, passages: Sequence[RetrievedPassage]) -> float:
    """Probability that the passages answer the question."""
    features = confidence_features(question, best, passages)
    read = len(features) == len(READ_WEIGHTS)
    weights, bias = (READ_WEIGHTS, READ_BIAS) if read else (WEIGHTS, BIAS)
    logit = bias + sum(w * x for w, x in zip(weights, features, strict=True))
    sure = 1 / (1 + math.exp(-logit))
    other = is_of_another(question, best.text, best.passage, passages)
    return min(sure, OF_ANOTHER) if other else sure


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


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(term.stem for term in content_terms(text, language))
