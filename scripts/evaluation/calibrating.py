"""Cross-validated probabilities: neither network nor combiner of a fold has seen the fold's rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from training.heldout import Item, folds

from attrib.attribution.guard import check
from attrib.attribution.scorer import SupportScorer
from attrib.attribution.trained import TrainedScorer
from evaluation.coverage import CoverageRule

FEATURES = ("similarity", "log_odds", "absent")
SIMILARITY_CAP = 0.8
NOTHING_READ = -10.0
OVERRULED = 0.15
"""Most that is left where the source says otherwise: about half of the threshold of ``partial``."""
Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

HELD_OUT = Path(__file__).parent / "held_out.json"
"""Log odds of AttributionBench's development rows from networks that were trained without them, for
the weights whose hash stands in it: the network that ships has seen all of them."""


class Measured(NamedTuple):
    """What the combiner weighs, and what overrules it."""

    x: Matrix
    """Shape (n, features): of a scorer without a combiner its log odds, else FEATURES. A detail that
    the source lacks counts as -1, so that no feature may speak against support."""
    against: Flags
    """Where the source says otherwise: never supported."""


def measure(
    scorer: SupportScorer, items: Sequence[Item], of_folds: Sequence[TrainedScorer] = ()
) -> Measured:
    """``of_folds`` are scorers that were trained without a fold each, to judge it."""
    pairs = [item.pair for item in items]
    if not isinstance(scorer, TrainedScorer):
        probability = np.array([s.probability for s in scorer.score(pairs)]).clip(1e-4, 1 - 1e-4)
        odds = np.log(probability / (1 - probability))
        return Measured(odds[:, None], np.zeros(len(items), dtype=bool))
    readings = scorer.read(pairs)
    odds = np.zeros(len(items))
    fold = folds(list(items)) if of_folds else np.zeros(len(items), dtype=np.int64)
    for number, judge in enumerate(of_folds or [scorer]):
        own = np.flatnonzero(fold == number)
        judged = judge.judge([pairs[i] for i in own], [readings[i] for i in own])
        odds[own] = [j.log_odds if j else NOTHING_READ for j in judged]
    if not of_folds:
        known = held_out_odds(scorer)
        odds = np.array([known.get(i.key, o) for i, o in zip(items, odds, strict=True)])
    guarded = [check(p, r.positions) for p, r in zip(pairs, readings, strict=True)]
    near = [min(reading.similarity, SIMILARITY_CAP) for reading in readings]
    x = np.column_stack([near, odds, [-float(found.absent) for found in guarded]])
    return Measured(x, np.array([bool(found.against) for found in guarded]))


def held_out_odds(scorer: TrainedScorer) -> dict[str, float]:
    """Log odds by row, where ``scorer`` has the weights that they belong to."""
    if not HELD_OUT.exists():
        return {}
    known = json.loads(HELD_OUT.read_text(encoding="utf-8"))
    mine = known["sha256"] == scorer.describe().get("sha256")
    return dict(known["log_odds"]) if mine else {}


def write_held_out(scorer: TrainedScorer, items: Sequence[Item], measured: Measured) -> None:
    odds = np.round(measured.x[:, FEATURES.index("log_odds")], 4).tolist()
    known = {
        "sha256": scorer.describe()["sha256"],
        "log_odds": {item.key: value for item, value in zip(items, odds, strict=True)},
    }
    HELD_OUT.write_text(json.dumps(known, indent=0) + "\n", encoding="utf-8")


def subset_weights(subset: NDArray[np.str_]) -> Matrix:
    """Weights with which all subsets count the same, as they do in the mean over subsets."""
    names = set(subset)
    return np.array([len(subset) / len(names) / (subset == s).sum() for s in subset])


def fit(x: Matrix, y: Flags, weight: Matrix) -> LogisticRegression:
    """Logistic, and monotone: no feature may speak against support."""
    model = LogisticRegression(C=10.0).fit(x, y, sample_weight=weight)
    if (model.coef_ < 0).any():
        raise SystemExit(f"a weight of the combiner is negative: {model.coef_[0]}")
    return model


def cross_validated(measured: Measured, items: Sequence[Item]) -> Matrix:
    """Of each item the probability from a combiner that was fitted without its fold."""
    y = np.array([item.label == 0 for item in items])
    weight = subset_weights(np.array([item.subset for item in items]))
    fold = folds(list(items))
    probability = np.zeros(len(y))
    for number in sorted(set(fold)):
        seen, own = fold != number, fold == number
        model = fit(measured.x[seen], y[seen], weight[seen])
        probability[own] = model.predict_proba(measured.x[own])[:, 1]
    return np.where(measured.against, np.minimum(probability, OVERRULED), probability)


def probabilities(scorer: SupportScorer, items: Sequence[Item]) -> tuple[Matrix, Flags]:
    """Of each item the cross-validated probability, and 1 where the scorer says "supported".

    The coverage rule has nothing to fit: its share and its threshold are taken as they are.
    """
    measured = measure(scorer, items)
    if isinstance(scorer, CoverageRule):
        share = 1 / (1 + np.exp(-measured.x[:, 0]))
        return share, share >= scorer.thresholds.supported
    probability = cross_validated(measured, items)
    return probability, probability >= 0.5
