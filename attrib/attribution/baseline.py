"""The baseline support scorer: shared words, similarity, and a guard on details.

It knows nothing of meaning. What is copied is mostly supported, and what is invented mostly uses
new words, so it does well on machine answers; a true paraphrase it doubts, and a false claim
made of the source's own words it sees only where the detail guard does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from attrib.attribution.guard import check
from attrib.attribution.scorer import Pair, Support, Thresholds
from attrib.encoding.embedder import Embedder, Vectors
from attrib.text.words import Term, content_terms, language_of
from attrib.types import Span

WINDOW = 3
"""Most sentences in a row that are held against a claim together."""

SAME_SUBJECT = 0.3
"""Share of the claim's content words below which sentences speak of something else, so that a
different number in them means nothing."""

# Logistic weights of (share of content words, share of content bigrams, cosine similarity) found
# in the best window; fitted by scripts/fit_baseline.py on the AttributionBench development set.
WEIGHTS = (2.18, 1.10, 4.25)
BIAS = -4.56
THRESHOLDS = Thresholds(supported=0.6, partial=0.35, contradicted=0.6)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a claim a window of sentences holds."""

    words: float
    bigrams: float
    window: tuple[int, ...]
    missing: tuple[Term, ...]
    """Content words of the claim that neither the window nor the context holds."""
    absent: tuple[Term, ...]
    """Those that the window does not hold, whatever the context says."""

    @property
    def coverage(self) -> float:
        return (self.words + self.bigrams) / 2


class BaselineScorer:
    """Coverage of content words and bigrams by the best window of up to three sentences, plus
    embedding similarity for paraphrases, plus a guard on numbers, dates, names and negation.
    """

    thresholds = THRESHOLDS

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def describe(self) -> dict[str, Any]:
        return {"name": "baseline", "version": "1", "thresholds": asdict(self.thresholds)}

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        texts = dict.fromkeys(t for pair in pairs for t in (pair.claim, *pair.sentences))
        vectors = self._embedder.encode(list(texts))
        rows = {text: row for row, text in enumerate(texts)}
        return [self._score(pair, vectors, rows) for pair in pairs]

    def _score(self, pair: Pair, vectors: Vectors, rows: dict[str, int]) -> Support:
        terms = claim_terms(pair.claim)
        if not pair.sentences or not terms:
            return Support(0.0, 0.0, (), (Span(0, len(pair.claim)),) if pair.claim else ())
        overlap = best_window(pair)
        similarities = vectors[[rows[s] for s in pair.sentences]] @ vectors[rows[pair.claim]]
        similarity = float(similarities.max())
        window = overlap.window or (int(similarities.argmax()),)
        probability = support_probability(overlap, similarity)
        if probability < self.thresholds.partial and overlap.words < SAME_SUBJECT:
            return Support(probability, 0.0, window, merged(pair.claim, _spans(overlap.missing)))
        return self._guarded(pair, overlap, window, probability)

    def _guarded(
        self, pair: Pair, overlap: Overlap, window: tuple[int, ...], probability: float
    ) -> Support:
        """Lowers what overlap alone would say where a detail of the claim differs or is missing.

        Where a sentence contradicts the claim, it is the evidence.
        """
        limits, found = self.thresholds, check(pair, window)
        if found.against:
            probability = min(probability, limits.partial / 2)
        elif found.absent:
            probability = min(probability, (limits.partial + limits.supported) / 2)
        contradicts = found.strength >= limits.contradicted
        return Support(
            probability=probability,
            contradiction=found.strength,
            evidence=found.sentence if contradicts else window,
            unsupported=merged(pair.claim, sorted({*_spans(overlap.missing), *found.spans})),
            reasons=found.reasons,
        )


def support_probability(overlap: Overlap, similarity: float) -> float:
    """Calibrated probability of support from overlap and cosine similarity alone."""
    features = (overlap.words, overlap.bigrams, similarity)
    logit = BIAS + sum(w * x for w, x in zip(WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-logit))


def best_window(pair: Pair) -> Overlap:
    """The smallest run of up to WINDOW sentences that holds most of the claim's words.

    Words of the context count as found: the claim may name what the heading names.
    """
    claim = claim_terms(pair.claim)
    language = language_of(pair.claim)
    stems = [term.stem for term in claim]
    pairs = list(pairwise(stems))
    given = {term.stem for term in content_terms(pair.context, language)}
    sentences = [_stems(sentence, language) for sentence in pair.sentences]
    best = Overlap(0.0, 0.0, (), claim, claim)
    for size in range(1, WINDOW + 1):
        for first in range(len(sentences) - size + 1):
            window = sentences[first : first + size]
            held = set().union(*window)
            grams = {gram for stems_ in window for gram in pairwise(stems_)}
            # Where the sentences hold no word of the claim themselves, the heading alone is nothing.
            found = held | given if held.intersection(stems) else set()
            words = sum(stem in found for stem in stems) / max(1, len(stems))
            bigrams = sum(gram in grams for gram in pairs) / len(pairs) if pairs else words
            if words + bigrams > best.words + best.bigrams + 1e-9:
                best = Overlap(
                    words,
                    bigrams,
                    tuple(range(first, first + size)),
                    missing=tuple(term for term in claim if term.stem not in found),
                    absent=tuple(term for term in claim if term.stem not in held),
                )
    return best


def _spans(terms: Sequence[Term]) -> list[Span]:
    return [term.span for term in terms]


def merged(claim: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that touch or are apart by white space only, as one."""
    merged: list[Span] = []
    for span in spans:
        if merged and not claim[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


@lru_cache(maxsize=4096)
def claim_terms(claim: str) -> tuple[Term, ...]:
    """The content words of a claim."""
    return tuple(content_terms(claim))


@lru_cache(maxsize=16384)
def _stems(sentence: str, language: str) -> tuple[str, ...]:
    return tuple(term.stem for term in content_terms(sentence, language))
