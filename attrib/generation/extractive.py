"""The extractive generator: answers in the sources' own words."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.encoding.embedder import Embedder
from attrib.generation.generator import Draft, OnText, unheard
from attrib.generation.ranking import Candidate, confidence, rank_sentences
from attrib.types import RetrievedPassage

# A further sentence is taken when it scores nearly as high as the best one and holds words of the
# question that no sentence before it holds, or words that the reader takes for an answer.
NEARLY = 0.75
ANSWERS = 0.3
"""Probability from which it does."""
SURE = 0.8
"""Probability from which the best sentence is enough, but for others that answer."""
REPEATED = 0.6
"""Share of shared content words above which two sentences say the same."""


class ExtractiveGenerator:
    """Quotes the sentence nearest to the question, and more only where they add something."""

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
        chosen = [candidates[0]]
        for candidate in candidates[1:]:
            if len(chosen) == self._max_sentences:
                break
            if candidate.score >= NEARLY * chosen[0].score and _adds(candidate, chosen):
                chosen.append(candidate)
        return Draft(tuple(c.text for c in chosen), confidence(question, chosen[0], passages))

    def revise(self, question: str, sentence: str, passages: Sequence[RetrievedPassage]) -> str:
        return ""  # what it says are the sources' own words already


def _adds(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    known = frozenset().union(*(c.asked for c in chosen))
    enough = candidate.asked <= known or chosen[0].answers >= SURE
    if enough and candidate.answers < ANSWERS:
        return False
    return all(
        len(candidate.terms & c.terms) < REPEATED * max(1, min(len(candidate.terms), len(c.terms)))
        for c in chosen
    )
