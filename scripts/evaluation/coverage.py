"""The rule to beat: a claim is supported when the source holds 60% of its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrib.attribution.baseline import best_window
from attrib.attribution.scorer import Pair, Support, Thresholds


class CoverageRule:
    """A SupportScorer: the share of the claim's content words and bigrams in the best window."""

    thresholds = Thresholds(supported=0.6, partial=0.3, contradicted=2.0)

    def describe(self) -> dict[str, Any]:
        return {"name": "coverage"}

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        found = [best_window(pair) for pair in pairs]
        return [Support(o.coverage, 0.0, o.window, tuple(t.span for t in o.missing)) for o in found]
