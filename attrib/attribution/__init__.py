"""Which words of which source support a claim."""

from attrib.attribution.attributor import Attributor, Ground, Task
from attrib.attribution.baseline import BaselineScorer
from attrib.attribution.loading import scorer_for
from attrib.attribution.scorer import Pair, Support, SupportScorer, Thresholds

__all__ = [
    "Attributor", "BaselineScorer", "Ground", "Pair", "Support", "SupportScorer", "Task", "Thresholds",
    "scorer_for",
]  # fmt: skip
