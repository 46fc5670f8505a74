"""Of each item the probability, from networks and combiners that have not seen it."""

from __future__ import annotations

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
from evaluation.three_way import beside, beside_short


def probabilities(scorer: SupportScorer, items: Sequence[Item], data: Path) -> tuple[Matrix, Flags]:
    """Of each item the probability, and 1 where the scorer says "supported".

    Both are cross-validated where scorers that ship were fitted on any of the items, and else as the
    scorer says. The coverage rule has nothing to fit.
    """
    if isinstance(scorer, CoverageRule) or not fitted_on(items):
        said = np.array([s.probability for s in scorer.score([item.pair for item in items])])
        return said, said >= scorer.thresholds.supported
    if isinstance(scorer, TrainedScorer):
        probability = _of_trained(scorer, items, data)
    else:
        probability = cross_validated(measure(scorer, items), items)
    return probability, probability >= 0.5


def _of_trained(scorer: TrainedScorer, items: Sequence[Item], data: Path) -> Matrix:
    overruling = scorer.model.calibration.overruling_token
    model = TrainedScorer(scorer.embedder, scorer.model)
    measured = measure(model, items)
    probability = cross_validated(measured, items, overruling, beside(model, data))
    own = [scorer.model_of(item.pair) is scorer.of_short for item in items]
    if scorer.of_short and any(own):
        of_short = TrainedScorer(scorer.embedder, scorer.of_short)
        short = [item for item, wanted in zip(items, own, strict=True) if wanted]
        both = measured.replaced(own, measure(of_short, short))
        crossed = cross_validated(both, items, overruling, beside_short(of_short, data))
        probability[own] = crossed[own]
    return probability
