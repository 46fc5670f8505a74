"""Of each item the probability, from networks and combiners that have not seen it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from training.heldout import Item

from attrib.attribution.scorer import SupportScorer
from attrib.attribution.trained import TrainedScorer, is_brief
from evaluation.calibrating import (
    SHORT,
    Besides,
    Flags,
    Matrix,
    cross_validated,
    fitted_on,
    measure,
)
from evaluation.coverage import CoverageRule
from evaluation.three_way import beside, beside_brief


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
    model = TrainedScorer(scorer.embedder, scorer.model)
    probability = _of_model(model, items, beside(model, data))
    if scorer.brief:
        brief = TrainedScorer(scorer.embedder, scorer.brief)
        short = np.array([len(item.pair.sentences) <= SHORT for item in items])
        own = np.array([is_brief(item.pair) for item in items])
        read = [item for item, wanted in zip(items, short, strict=True) if wanted]
        probability[own] = _of_model(brief, read, beside_brief(brief, data))[own[short]]
    return probability


def _of_model(scorer: TrainedScorer, items: Sequence[Item], besides: Besides) -> Matrix:
    overruling = scorer.model.calibration.overruling_token
    return cross_validated(measure(scorer, items), items, overruling, besides)
