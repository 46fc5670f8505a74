"""From a scorer's name to the scorer."""

from __future__ import annotations

from attrib.attribution.baseline import BaselineScorer
from attrib.attribution.scorer import SupportScorer
from attrib.attribution.trained import TrainedScorer
from attrib.config import Settings
from attrib.encoding.embedder import Embedder


def scorer_for(settings: Settings, embedder: Embedder) -> SupportScorer:
    """The scorer that ``settings`` name. Raises ModelError when its weights are not the right ones."""
    if settings.scorer == "support":
        return TrainedScorer(embedder, device=settings.device, precision=settings.precision)
    return BaselineScorer(embedder)
