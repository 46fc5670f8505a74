"""Cross-validated probabilities: the combiner of each fold has not seen the fold's rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from training.heldout import Item

from attrib.attribution.scorer import SupportScorer
from attrib.attribution.trained import TrainedScorer
from evaluation.coverage import CoverageRule

FEATURES = ("similarity", "log_odds")
SIMILARITY_CAP = 0.8
Matrix = NDArray[np.float64]


def features(scorer: SupportScorer, items: Sequence[Item]) -> Matrix:
    """What the combiner weighs, shape (n, features): of a scorer without one, its log odds."""
    pairs = [item.pair for item in items]
    if isinstance(scorer, TrainedScorer):
        readings = scorer.read(pairs)
        judged = scorer.judge(pairs, readings)
        return np.array(
            [
                (min(r.similarity, SIMILARITY_CAP), j.log_odds if j else -10.0)
                for r, j in zip(readings, judged, strict=True)
            ]
        )
    probability = np.array([s.probability for s in scorer.score(pairs)]).clip(1e-4, 1 - 1e-4)
    return np.log(probability / (1 - probability))[:, None]


def subset_weights(subset: NDArray[np.str_]) -> Matrix:
    """Weights with which all subsets count the same, as they do in the mean over subsets."""
    names = set(subset)
    return np.array([len(subset) / len(names) / (subset == s).sum() for s in subset])


def fit(x: Matrix, y: NDArray[np.bool_], weight: Matrix) -> LogisticRegression:
    """Logistic, and monotone: no feature may speak against support."""
    model = LogisticRegression(C=10.0).fit(x, y, sample_weight=weight)
    if (model.coef_ < 0).any():
        raise SystemExit(f"a weight of the combiner is negative: {model.coef_[0]}")
    return model


def cross_validated(
    x: Matrix, y: NDArray[np.bool_], weight: Matrix, groups: Sequence[str]
) -> Matrix:
    held_out = np.zeros(len(y))
    for train, test in GroupKFold(5).split(x, y, groups):
        held_out[test] = fit(x[train], y[train], weight[train]).predict_proba(x[test])[:, 1]
    return held_out


def probabilities(scorer: SupportScorer, items: Sequence[Item]) -> tuple[Matrix, Matrix]:
    """Of each item the cross-validated probability, and 1 where the scorer says "supported".

    The coverage rule has nothing to fit: its share and its threshold are taken as they are.
    """
    x = features(scorer, items)
    if isinstance(scorer, CoverageRule):
        share = 1 / (1 + np.exp(-x[:, 0]))
        return share, share >= scorer.thresholds.supported
    y = np.array([item.label == 0 for item in items])
    weight = subset_weights(np.array([item.subset for item in items]))
    probability = cross_validated(x, y, weight, [item.group for item in items])
    return probability, probability >= 0.5
