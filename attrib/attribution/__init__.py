"""Which words of which source support a claim."""

from attrib.attribution.attributor import Attributor, Ground, Task
from attrib.attribution.baseline import BaselineScorer
from attrib.attribution.scorer import Pair, Support, SupportScorer, Thresholds

__all__ = [
    "Attributor", "BaselineScorer", "Ground", "Pair", "Support", "SupportScorer", "Task", "Thresholds",
]  # fmt: skip
