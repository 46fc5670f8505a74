"""A support scorer that a person can work out by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrib.attribution import Pair, Support, Thresholds
from attrib.types import Span

WORD = re.compile(r"\w+")


class WordScorer:
    """Probability is the share of the claim's words that the sentences hold, however scattered.

    A sentence that begins with "False:" and shares a word with the claim contradicts it. Evidence
    are all sentences that share a word with it.
    """

    thresholds = Thresholds(supported=0.99, partial=0.5, contradicted=0.5)

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        """All that was ever scored."""

    def describe(self) -> dict[str, Any]:
        return {"name": "words", "version": "1"}

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        self.pairs += pairs
        return [self._score(pair) for pair in pairs]

    def _score(self, pair: Pair) -> Support:
        claim = [(m[0].lower(), Span(*m.span())) for m in WORD.finditer(pair.claim)]
        asked = {word for word, _ in claim}
        held = [asked & {m[0].lower() for m in WORD.finditer(text)} for text in pair.sentences]
        evidence = tuple(position for position, words in enumerate(held) if words)
        against = [i for i in evidence if pair.sentences[i].startswith("False:")]
        found = set().union(*held)
        missing = tuple(span for word, span in claim if word not in found)
        return Support(
            probability=0.0 if against or not asked else len(found) / len(asked),
            contradiction=1.0 if against else 0.0,
            evidence=tuple(against) or evidence,
            unsupported=missing,
            reasons=("the source denies it",)
            if against
            else ("words are missing",) * bool(missing),
        )
