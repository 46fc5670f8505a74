"""Cross-validated probabilities: neither network nor combiner of a fold has seen the fold's rows."""

from __future__ import annotations

import json
import math
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

FEATURES = ("similarity", "words", "log_odds")
CAP = 0.8
NOTHING_READ = (-10.0, 1.0)
OVERRULED = 0.15
"""Most that is left where a detail or a word overrules: about half of the threshold of ``partial``."""
Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

HELD_OUT = Path(__file__).parent / "held_out"
"""For each scorer that has seen AttributionBench's development rows, what networks that were trained
without them say of them (log odds, and the word least carried), with the hash of its weights."""


class Measured(NamedTuple):
    """What the combiner weighs, and what overrules it."""

    x: Matrix
    """Shape (n, features): of a scorer without a combiner its log odds, else FEATURES."""
    against: Flags
    """Where the guard overrules: never supported."""
    least_carried: Matrix
    """Of each row the highest probability of a word of the claim that it is not carried."""
    short: Flags
    """Which rows have a combiner of their own where there is one: short sources, and short answers."""

    def overruled(self, overruling: float) -> Flags:
        """Where no probability helps; ``overruling`` is the calibration's threshold of words."""
        return self.against | (self.least_carried >= overruling)


def measure(
    scorer: SupportScorer,
    items: Sequence[Item],
    of_folds: Sequence[TrainedScorer] = (),
    fold: NDArray[np.int64] | None = None,
) -> Measured:
    """``of_folds`` are scorers that were trained without a fold each, to judge it; ``fold`` is that of
    each item (default: as `folds` would part them).
    """
    pairs = [item.pair for item in items]
    if not isinstance(scorer, TrainedScorer):
        probability = np.array([s.probability for s in scorer.score(pairs)]).clip(1e-4, 1 - 1e-4)
        odds = np.log(probability / (1 - probability))
        never = np.zeros(len(items), dtype=bool)
        return Measured(odds[:, None], never, np.zeros(len(items)), never)
    read = scorer.excerpts(pairs)
    said = np.zeros((len(items), 2))
    if fold is None:
        fold = folds(list(items)) if of_folds else np.zeros(len(items), dtype=np.int64)
    for number, judge in enumerate(of_folds or [scorer]):
        own = np.flatnonzero(fold == number)
        judged = judge.judge([pairs[i] for i in own], [read[i] for i in own])
        said[own] = [(j.log_odds, j.least_carried) if j else NOTHING_READ for j in judged]
    known = {} if of_folds else held_out(scorer)
    said = np.array([known.get(i.key, own) for i, own in zip(items, said, strict=True)])
    guarded = [check(p, r.positions) for p, r in zip(pairs, read, strict=True)]
    near = [min(excerpt.similarity, CAP) for excerpt in read]
    against = np.array([found.overrules for found in guarded])
    words = [min(excerpt.overlap.words, CAP) for excerpt in read]
    short = np.array([scorer.model.calibration.is_short(pair) for pair in pairs], dtype=bool)
    return Measured(np.column_stack([near, words, said[:, 0]]), against, said[:, 1], short)


def held_out(scorer: TrainedScorer) -> dict[str, tuple[float, float]]:
    """Log odds and word least carried by row, where ``scorer`` has the weights they belong to."""
    path = _held_out(scorer)
    if not path.exists():
        return {}
    known = json.loads(path.read_text(encoding="utf-8"))
    mine = known["sha256"] == scorer.describe().get("sha256")
    return dict(known["rows"]) if mine else {}


def fitted_on(items: Sequence[Item]) -> bool:
    """Whether any of ``items`` is of AttributionBench's development rows, which combiners, thresholds
    and networks that ship were fitted on.
    """
    files = (json.loads(path.read_text(encoding="utf-8")) for path in HELD_OUT.glob("*.json"))
    known = {key for file in files for key in file["rows"]}
    return any(item.key in known for item in items)


def write_held_out(scorer: TrainedScorer, items: Sequence[Item], measured: Measured) -> None:
    said = np.column_stack([measured.x[:, FEATURES.index("log_odds")], measured.least_carried])
    rows = {item.key: row for item, row in zip(items, said.round(4).tolist(), strict=True)}
    known = {"sha256": scorer.describe()["sha256"], "rows": rows}
    _held_out(scorer).write_text(json.dumps(known) + "\n", encoding="utf-8")


def _held_out(scorer: TrainedScorer) -> Path:
    return HELD_OUT / f"{scorer.describe()['name']}.json"


def subset_weights(subset: NDArray[np.str_]) -> Matrix:
    """Weights with which all subsets count the same, as they do in the mean over subsets."""
    names = set(subset)
    return np.array([len(subset) / len(names) / (subset == s).sum() for s in subset])


BESIDE = 1.25


class Besides(NamedTuple):
    """Rows of other sets that the combiner of short sources is fitted on as well, and never measured
    on.
    """

    x: Matrix
    y: Flags
    share: float = BESIDE
    """How much all of them together count, where all rows that they stand beside count 1."""


def fit(x: Matrix, y: Flags, weight: Matrix, besides: Besides | None = None) -> LogisticRegression:
    """Logistic, and monotone: a feature that would speak against support counts nothing."""
    if besides:
        share = besides.share * weight.sum() / len(besides.y)
        x, y = np.vstack([x, besides.x]), np.concatenate([y, besides.y])
        weight = np.concatenate([weight, np.full(len(besides.y), share)])
    while True:
        model = LogisticRegression(C=10.0).fit(x, y, sample_weight=weight)
        against = model.coef_[0] < 0
        if not against.any():
            return model
        x = np.where(against, 0.0, x)


def cross_validated(
    measured: Measured,
    items: Sequence[Item],
    overruling: float = math.inf,
    besides: Besides | None = None,
) -> Matrix:
    """Of each item the probability from combiners that were fitted without its fold: where there
    is something ``besides``, of what is short from one that was fitted on it too.
    """
    y = np.array([item.label == 0 for item in items])
    weight = subset_weights(np.array([item.subset for item in items]))
    fold = folds(list(items))
    probability = np.zeros(len(y))
    for number in sorted(set(fold)):
        seen, own = fold != number, fold == number
        short = own & measured.short & (besides is not None)
        for rows, others in ((own & ~short, None), (short, besides)):
            if rows.any():
                model = fit(measured.x[seen], y[seen], weight[seen], others)
                probability[rows] = model.predict_proba(measured.x[rows])[:, 1]
    overruled = measured.overruled(overruling)
    return np.where(overruled, np.minimum(probability, OVERRULED), probability)
