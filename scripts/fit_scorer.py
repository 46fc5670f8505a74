"""Fits the trained scorer's combiner and thresholds on AttributionBench's development set.

    python scripts/fit_scorer.py --weights FOLDER --data ../shared/data

``FOLDER`` holds what scripts/train_scorer.py wrote. Prints the cross-validated figures (folds by
claim, so that neither combiner nor threshold has seen the rows of its fold) and writes
FOLDER/config.json, with which the folder is a scorer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
from fit_baseline import calibration_error, report
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from training.heldout import Item, attributionbench

from attrib.attribution.trained import TrainedScorer
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder

FEATURES = ("words", "bigrams", "similarity", "log_odds")
DEFAULTS = {
    "labels": ["supported", "not_supported", "contradicted"],
    "thresholds": {"supported": 0.5, "partial": 0.3, "contradicted": 0.6},
    "tokens": {"evidence": 0.5, "unsupported": 0.5},
}


def features(scorer: TrainedScorer, items: list[Item]) -> np.ndarray:
    """Shape (n, 4), in the order of FEATURES."""
    readings = scorer.read([item.pair for item in items])
    judged = scorer.judge(
        [(item.pair.claim, r.passage) for item, r in zip(items, readings, strict=True)],
        [r.spans for r in readings],
    )
    return np.array(
        [
            (r.overlap.words, r.overlap.bigrams, r.similarity, j.log_odds)
            for r, j in zip(readings, judged, strict=True)
        ]
    )


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    """Logistic, and monotone: no feature may speak against support."""
    model = LogisticRegression(C=10.0).fit(x, y, sample_weight=weight)
    if (model.coef_ < 0).any():
        raise SystemExit(
            f"a weight is negative: {dict(zip(FEATURES, model.coef_[0], strict=True))}"
        )
    return model


def cross_validated(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, groups: list[str]
) -> np.ndarray:
    held_out = np.zeros(len(y))
    for train, test in GroupKFold(5).split(x, y, groups):
        held_out[test] = fit(x[train], y[train], weight[train]).predict_proba(x[test])[:, 1]
    return held_out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    digest = hashlib.sha256((args.weights / "model.safetensors").read_bytes()).hexdigest()
    config = {
        "name": "support", "version": "1", **DEFAULTS,
        "combiner": {**dict.fromkeys(FEATURES, 0.0), "bias": 0.0}, "sha256": digest,
    }  # fmt: skip
    path = args.weights / "config.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    scorer = TrainedScorer(MemoEmbedder(load_embedder("all-MiniLM-L6-v2")), args.weights)
    items = attributionbench(args.data)
    x = features(scorer, items)
    y = np.array([item.label == 0 for item in items])
    subset = np.array([item.subset for item in items])
    weight = np.array([len(items) / 4 / (subset == s).sum() for s in subset])
    groups = [item.group for item in items]
    baseline = cross_validated(x[:, :3], y, weight, groups)
    report("without the model, cross-validated", y, baseline >= 0.5, baseline, subset)
    held_out = cross_validated(x, y, weight, groups)
    report("with the model, cross-validated", y, held_out >= 0.5, held_out, subset)
    print(f"expected calibration error: {calibration_error(y, held_out):.3f}")
    model = fit(x, y, weight)
    weights = dict(zip(FEATURES, np.round(model.coef_[0], 4).tolist(), strict=True))
    config["combiner"] = {**weights, "bias": round(float(model.intercept_[0]), 4)}
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    config["training"] = {
        "commit": commit,
        "data": {
            name: hashlib.sha256((args.data / name).read_bytes()).hexdigest()
            for name in sorted(p.name for p in args.data.glob("*.gz"))
        },
    }
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(config["combiner"]))


if __name__ == "__main__":
    main()
