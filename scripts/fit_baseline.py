"""Fits the baseline scorer's logistic weights and measures them on AttributionBench's dev set.

    python scripts/fit_baseline.py --data ../shared/data

Prints, for 5-fold cross-validation (folds by claim): macro-F1 per subset and their mean for the
rule "coverage >= 0.6" and for the fitted probability at 0.5, AUROC, and calibration error; then the
weights fitted on all rows, to be copied into attrib/attribution/baseline.py.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from evaluation.calibrating import subset_weights
from evaluation.lines import auroc, calibration_error
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from training.sets import read

from attrib.attribution.baseline import best_window
from attrib.attribution.scorer import Pair
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.text.sentences import split_sentences


def read_rows(data: Path) -> list[dict[str, object]]:
    return list(read(data / "attributionbench_dev.jsonl.gz"))


def features(rows: list[dict[str, object]]) -> np.ndarray:
    """Share of content words, share of bigrams, similarity of the best sentence: shape (n, 3)."""
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2"))
    found = []
    for row in rows:
        sentences = tuple(
            reference[span.start : span.end]
            for reference in row["references"]
            for span in split_sentences(reference)
        )
        overlap = best_window(Pair(row["claim"], sentences))
        vectors = embedder.encode([row["claim"], *sentences])
        similarity = float((vectors[1:] @ vectors[0]).max()) if sentences else 0.0
        found.append((overlap.words, overlap.bigrams, similarity))
    return np.array(found)


def report(
    name: str, truth: np.ndarray, said: np.ndarray, score: np.ndarray, of: np.ndarray
) -> None:
    subsets = sorted(set(of))
    f1 = [100 * f1_score(truth[of == s], said[of == s], average="macro") for s in subsets]
    areas = [auroc(truth, score)(np.flatnonzero(of == s)) for s in subsets]
    print(f"{name}: macro-F1 mean {np.mean(f1):.1f}, AUROC mean {np.mean(areas):.3f}")
    for subset, f, a in zip(subsets, f1, areas, strict=True):
        print(f"  {subset:<20} n {int((of == subset).sum()):>4}  F1 {f:.1f}  AUROC {a:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    rows = read_rows(parser.parse_args().data)
    x = features(rows)
    y = np.array([row["attribution_label"] == "attributable" for row in rows])
    subset = np.array([row["src_dataset"] for row in rows])
    weight = subset_weights(subset)
    coverage = x[:, :2].mean(axis=1)
    report("rule coverage >= 0.6", y, coverage >= 0.6, coverage, subset)
    report("rule coverage >= 0.4", y, coverage >= 0.4, coverage, subset)
    held_out = np.zeros(len(y))
    groups = [row["claim"] for row in rows]
    for train, test in GroupKFold(5).split(x, y, groups):
        model = LogisticRegression(C=10.0).fit(x[train], y[train], sample_weight=weight[train])
        held_out[test] = model.predict_proba(x[test])[:, 1]
    report("fitted, cross-validated", y, held_out >= 0.5, held_out, subset)
    print(f"expected calibration error: {calibration_error(y, held_out)(np.arange(len(y))):.3f}")
    model = LogisticRegression(C=10.0).fit(x, y, sample_weight=weight)
    weights = ", ".join(f"{w:.2f}" for w in model.coef_[0])
    print(f"WEIGHTS = ({weights})\nBIAS = {model.intercept_[0]:.2f}")


if __name__ == "__main__":
    main()
