"""Of each item the probability, from networks and combiners that have not seen it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from training.heldout import Item

from attrib.attribution.scorer import SupportScorer
from attrib.attribution.trained import TrainedScorer
from evaluation.calibrating import (
    Flags,
    Matrix,
    cross_validated,
    fitted_on,
    measure,
)
from evaluation.coverage import CoverageRule
from evaluation.three_way import beside


def probabilities(scorer: SupportScorer, items: Sequence[Item], data: Path) -> tuple[Matrix, Flags]:
    """Of each item the probability, and 1 where the scorer says "supported".

    Both are cross-validated where scorers that ship were fitted on any of the items, and else as the
    scorer says. The coverage rule has nothing to fit.
    """
    if isinstance(scorer, CoverageRule) or not fitted_on(items):
        said = np.array([s.probability for s in scorer.score([item.pair for item in items])])
        return said, said >= scorer.thresholds.supported
    besides, overruling = None, math.inf
    if isinstance(scorer, TrainedScorer):
        besides, overruling = beside(scorer, data), scorer.model.calibration.overruling_token
    probability = cross_validated(measure(scorer, items), items, overruling, besides)
    return probability, probability >= 0.5
