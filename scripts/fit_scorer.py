"""Fits a support model's combiner and thresholds, and writes the config.json that makes it a scorer.

    python scripts/fit_scorer.py --weights FOLDER --folds FOLDER0 ... FOLDER4 --data ../shared/data

``FOLDER`` holds what scripts/train_scorer.py wrote, the others networks that were trained like it, each
without a fifth of AttributionBench's development set. Without them what is kept in
scripts/evaluation/held_out for these weights stands in for the rows that the network has seen. The combiner
is fitted on that set, as these networks judge it (figures cross-validated, folds by question), that of
short sources on it and on held-out rows of sets that scripts/eval_scorer.py does not measure. On these the
threshold of ``contradicted`` is fitted, and how much less ready to say so than it was trained to be the
network is; the threshold of words not carried on WiCE's development tokens, that of ``partial`` on WiCE's
development claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from evaluation.calibrating import (
    CAP,
    FEATURES,
    Besides,
    Measured,
    cross_validated,
    fit,
    measure,
    subset_weights,
    write_held_out,
)
from evaluation.lines import calibration_error
from evaluation.parts import token_f1
from evaluation.strangers import strangers
from evaluation.three_way import beside, three_way
from fit_baseline import report
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from training.example import CONTRADICTED, SHORT, SUPPORTED
from training.heldout import (
    FOLDS,
    Item,
    attributionbench,
    web_claims,
    web_tokens,
)
from training.stamp import sha256_of, training_of

from attrib.attribution.entailment import Judgement, biased
from attrib.attribution.scorer import Pair
from attrib.attribution.support.model import SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.encoding.device import Placement
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.models import CONFIG
from attrib.types import Span

NEVER = 2.0
MOST_BY_CHANCE = 0.01
"""Share of claims beside near sentences of other questions that may be called contradicted."""
MOST_OVERRULED = 0.03
"""Share of the supported claims of AttributionBench that a single word may overrule."""
DEAF = -50.0
"""Bias at which the network contradicts nothing."""
BIASES = np.round(np.arange(0.0, -1.51, -0.05), 2)
GRID = np.round(np.arange(0.1, 0.96, 0.05), 2)
FINE_GRID = np.round(np.arange(0.1, 0.96, 0.01), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--folds", type=Path, nargs=FOLDS, default=[], help="in the folds' order")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--plot", type=Path, help="write the reliability diagram here, as PNG")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", precision=args.precision))
    placement = Placement(precision=args.precision)
    config = _blank(args.weights)

    def scorer() -> TrainedScorer:
        """One that knows what was fitted so far."""
        return TrainedScorer(embedder, model_with(args.weights, config, placement))

    rows = attributionbench(args.data)
    of_folds = [
        TrainedScorer(embedder, model_with(folder, _blank(folder), placement))
        for folder in args.folds
    ]
    measured = measure(scorer(), rows, of_folds)
    if of_folds:
        write_held_out(scorer(), rows, measured)
    others = strangers(rows, embedder)
    config["tokens"]["overruling"] = fit_overruling(measured, rows)
    besides = beside(scorer(), args.data)
    config["combiner"], config["combiner_of_short"] = fit_combiners(
        measured, rows, config["tokens"]["overruling"], besides, args.plot
    )
    scorer()
    model = Remembering(SupportModel(args.weights, placement))
    config["thresholds"]["contradicted"], config["contradiction_bias"] = fit_contradicted(
        TrainedScorer(embedder, model), model, three_way(args.data), others
    )
    model.calibration = scorer().model.calibration
    config["tokens"]["unsupported"] = fit_unsupported(
        TrainedScorer(embedder, model), model, web_tokens(args.data)
    )
    config["thresholds"]["partial"] = fit_partial(scorer(), web_claims(args.data), others)
    config["training"] = training_of(args.data)
    scorer()
    told = ("combiner", "combiner_of_short", "thresholds", "tokens", "contradiction_bias")
    print(json.dumps({name: config[name] for name in told}))


class Remembering:
    """A model that reads each pair once, whatever its calibration is set to meanwhile."""

    def __init__(self, model: SupportModel) -> None:
        self._model = model
        self.calibration = model.calibration
        self._known: dict[tuple[Any, ...], Judgement] = {}

    def describe(self) -> dict[str, Any]:
        return self._model.describe()

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        keys = [(*pair, tuple(spans)) for pair, spans in zip(pairs, sentences, strict=True)]
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        said = self._model.judge([key[:2] for key in new], [key[2] for key in new])
        self._known.update(zip(new, said, strict=True))
        return [self._known[key] for key in keys]


def fit_overruling(measured: Measured, rows: list[Item]) -> float:
    """The lowest threshold of words that overrules at most MOST_OVERRULED of what is supported."""
    true = measured.least_carried[[item.label == SUPPORTED for item in rows]]
    fine = [t for t in GRID if (true >= t).mean() <= MOST_OVERRULED]
    print(
        f"a word not carried overrules from {min(fine)}: {(true >= min(fine)).mean():.3f} of what is true"
    )
    return float(min(fine))


def fit_combiners(
    measured: Measured,
    rows: list[Item],
    overruling: float,
    besides: Besides,
    plot: Path | None,
) -> tuple[dict[str, float], dict[str, float]]:
    """For all sources, and for short ones."""
    y = np.array([item.label == SUPPORTED for item in rows])
    subset = np.array([item.subset for item in rows])
    for name, chosen in {"without the network": [0, 1], "network": [2], "all": [0, 1, 2]}.items():
        some = measured._replace(x=measured.x[:, chosen])
        others = besides._replace(x=besides.x[:, chosen])
        held_out = cross_validated(some, rows, overruling, others)
        report(f"{name}, cross-validated", y, held_out >= 0.5, held_out, subset)
    error = calibration_error(y, held_out)(np.arange(len(y)))
    print(f"expected calibration error: {error:.3f}")
    if plot:
        reliability_diagram(y, held_out, plot)
    of_all, of_short = (
        fit(measured.x, y, subset_weights(subset), others) for others in (None, besides)
    )
    return combiner(of_all), combiner(of_short)


def combiner(model: LogisticRegression) -> dict[str, float]:
    weights = dict(zip(FEATURES, np.round(model.coef_[0], 4).tolist(), strict=True))
    bias = round(float(model.intercept_[0]), 4)
    return {**weights, "bias": bias, "cap": CAP}


def fit_contradicted(
    scorer: TrainedScorer, model: Remembering, rows: list[Item], others: list[Pair]
) -> tuple[float, float]:
    """The threshold and the bias with the best F1, of those at which few of ``others`` are contradicted.

    The threshold is the guard's too, as the share of a claim's words that a sentence holds; the bias is
    the network's alone.
    """
    truth = np.array([item.label == CONTRADICTED for item in rows])
    pairs = [item.pair for item in rows]
    # Far down only the guard is heard: two readings tell what both say at any bias.
    said = []
    for bias in (0.0, DEAF):
        model.calibration = replace(model.calibration, contradiction_bias=bias)
        said.append(scorer.score([*pairs, *others]))
    both, guarded = (np.array([s.contradiction for s in one]) for one in said)
    open_ = np.array([s.probability < scorer.thresholds.supported for s in said[0][: len(rows)]])
    best = (-1.0, 0.0, 0.0)
    for bias in BIASES:
        against = np.where(both > guarded, biased(both, bias), guarded)
        for least in FINE_GRID:
            if (against[len(rows) :] >= least).mean() <= MOST_BY_CHANCE:
                f1 = f1_score(truth, open_ & (against[: len(rows)] >= least))
                best = max(best, (f1, float(least), float(bias)), key=lambda known: known[0])
    score, threshold, chosen = best
    print(f"contradicted: F1 {score:.3f} at {threshold} with bias {chosen} on {len(rows)} rows")
    return threshold, chosen


def fit_unsupported(scorer: TrainedScorer, model: Remembering, rows: list[dict[str, Any]]) -> float:
    """Each half is measured with the threshold that is best on the other."""
    pairs = [Pair(" ".join(row["claim_tokens"]), tuple(row["evidence"])) for row in rows]
    measures = []
    for least in GRID:
        model.calibration = replace(model.calibration, unsupported_token=float(least))
        measures.append(token_f1(rows, scorer.score(pairs)))
    halves = np.arange(0, len(rows), 2), np.arange(1, len(rows), 2)
    best = [max(range(len(GRID)), key=lambda n: measures[n](half)) for half in halves]
    crossed = [measures[best[1]](halves[0]), measures[best[0]](halves[1])]
    everything = np.arange(len(rows))
    chosen = max(range(len(GRID)), key=lambda n: measures[n](everything))
    print(f"words not carried: F1 {np.mean(crossed):.3f} with the other half's threshold")
    return float(GRID[chosen])


def fit_partial(scorer: TrainedScorer, rows: Sequence[dict[str, Any]], others: list[Pair]) -> float:
    """Macro-F1 of supported, partially supported and not supported. Of few of ``rows`` nothing is
    carried: as many of ``others`` as there are partial ones stand in.
    """
    limits = scorer.thresholds
    truth = [row["label"] for row in rows]
    count = max(0, truth.count("partially_supported") - truth.count("not_supported"))
    pairs = [Pair(row["claim"], tuple(row["evidence"])) for row in rows] + others[:count]
    truth += ["not_supported"] * len(others[:count])
    said = scorer.score(pairs)
    scores = []
    grid = [round(t, 2) for t in np.arange(0.05, limits.supported, 0.05)]
    for least in grid:
        found = [
            "supported" if s.probability >= limits.supported
            else "partially_supported" if s.probability >= least or s.carried
            else "not_supported"
            for s in said
        ]  # fmt: skip
        scores.append(f1_score(truth, found, average="macro"))
    best = int(np.argmax(scores))
    print(f"partial: macro-F1 of three verdicts {scores[best]:.3f} at {grid[best]}")
    return float(grid[best])


def reliability_diagram(truth: np.ndarray, probability: np.ndarray, path: Path) -> None:
    import matplotlib as mpl
    from sklearn.calibration import calibration_curve

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    share, mean = calibration_curve(truth, probability, n_bins=10)
    figure, axes = plt.subplots(figsize=(4.5, 4.5), dpi=110)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, label="perfect")
    axes.plot(mean, share, marker="o", label="cross-validated")
    axes.hist(probability, bins=10, range=(0, 1), weights=np.full(len(truth), 1 / len(truth)),
              alpha=0.25, label="share of claims")  # fmt: skip
    axes.set(xlabel="probability of support", ylabel="claims that are supported", ylim=(0, 1))
    axes.legend(loc="upper left")
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})


def model_with(folder: Path, config: dict[str, Any], placement: Placement) -> SupportModel:
    """The network in ``folder`` with ``config``, which is written beside it."""
    (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return SupportModel(folder, placement)


def _blank(weights: Path) -> dict[str, Any]:
    return {
        "name": weights.name.replace("_", "-"), "version": "1",
        "labels": ["supported", "not_supported", "contradicted"],
        "thresholds": {"supported": 0.5, "partial": 0.3, "contradicted": NEVER},
        "tokens": {
            "evidence": 0.5, "evidence_in_window": 0.1, "unsupported": 0.5, "overruling": NEVER,
        },
        "combiner": {}, "combiner_of_short": {}, "short": SHORT,
        "sha256": sha256_of(weights),
    }  # fmt: skip


if __name__ == "__main__":
    main()
