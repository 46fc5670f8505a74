"""The extractive generator: answers in the sources' own words."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.encoding.embedder import Embedder
from attrib.generation.generator import Draft, OnText, unheard
from attrib.generation.ranking import Candidate, confidence, rank_sentences
from attrib.types import RetrievedPassage

HOLDS = 0.8
"""The answer is the fewest sentences of which one answers with this probability, if any does."""
FURTHER = 0.1
"""But none that is so much less probable than the first."""
REPEATED = 0.6
"""Share of shared content words above which two sentences say the same."""


class ExtractiveGenerator:
    """Quotes the sentence that likeliest answers, and more of them only where that is not sure."""

    def __init__(self, embedder: Embedder, max_sentences: int) -> None:
        self._embedder = embedder
        self._max_sentences = max_sentences

    def describe(self) -> dict[str, str]:
        return {"name": "extractive"}

    def generate(
        self,
        question: str,
        passages: Sequence[RetrievedPassage],
        sample: int = 0,
        on_text: OnText = unheard,
    ) -> Draft:
        candidates = rank_sentences(question, passages, self._embedder)
        if not candidates:
            return Draft((), 0.0)
        chosen = candidates[:1]
        for candidate in candidates[1:]:
            enough = sum(c.probability for c in chosen) >= HOLDS
            if enough or len(chosen) == self._max_sentences:
                break
            if candidate.probability < FURTHER * chosen[0].probability:
                break
            if not any(_repeats(candidate, c) for c in chosen):
                chosen.append(candidate)
        sure = confidence(question, chosen[0], passages)
        return Draft(tuple(c.text for c in chosen), sure, quoted=True)

    def revise(self, question: str, sentence: str, passages: Sequence[RetrievedPassage]) -> str:
        return ""  # what it says are the sources' own words already


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    fewer = max(1, min(len(candidate.terms), len(other.terms)))
    return len(candidate.terms & other.terms) >= REPEATED * fewer
