"""Fits the combiner of the support model for short sources, and writes its config.json.

    python scripts/fit_short.py --data ../shared/data --precision bf16

The combiner is fitted on AttributionBench's development set, its rows with short sources as this network
judges them and the others as the model beside it does, and on held-out rows of sets that
scripts/eval_scorer.py does not measure. Where the network has seen that set, ``--folds FOLDER0 ... FOLDER4``
are networks that were trained like it, each without a fifth of it, which judge in its place. Thresholds are
those of the model beside it.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from evaluation.calibrating import (
    cross_validated,
    fit,
    measure,
    subset_weights,
    write_held_out,
)
from evaluation.strangers import strangers
from evaluation.three_way import beside_short
from fit_baseline import report
from fit_scorer import Remembering, combiner, model_with
from training.example import SHORT, SUPPORTED
from training.heldout import FOLDS, attributionbench, folds
from training.stamp import sha256_of, training_of

from attrib.attribution.scorer import Pair
from attrib.attribution.support.model import FOLDER, OF_SHORT, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.encoding.device import Placement
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.models import CONFIG


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=OF_SHORT)
    parser.add_argument("--folds", type=Path, nargs=FOLDS, help="in their order")
    parser.add_argument("--beside", type=Path, default=FOLDER, help="the model for other sources")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", precision=args.precision))
    placement = Placement(precision=args.precision)
    main_config = json.loads((args.beside / CONFIG).read_text(encoding="utf-8"))
    config = {
        "name": args.weights.name.replace("_", "-"), "version": "1",
        "labels": main_config["labels"], "thresholds": main_config["thresholds"],
        "tokens": main_config["tokens"], "combiner": {}, "short": SHORT,
        "sha256": sha256_of(args.weights),
    }  # fmt: skip

    def scorer() -> TrainedScorer:
        """One that knows what was fitted so far."""
        return TrainedScorer(embedder, model_with(args.weights, config, placement))

    every = attributionbench(args.data)
    short = [len(item.pair.sentences) <= SHORT for item in every]
    rows = [item for item, own in zip(every, short, strict=True) if own]
    of_folds = [
        TrainedScorer(embedder, model_with(f, {**config, "sha256": sha256_of(f)}, placement))
        for f in args.folds or [args.weights] * FOLDS
    ]
    own = measure(scorer(), rows, of_folds, folds(every)[short])
    write_held_out(scorer(), rows, own)
    beside = TrainedScorer(embedder, SupportModel(args.beside, placement))
    measured = measure(beside, every).replaced(short, own)
    besides = beside_short(scorer(), args.data)
    truth = np.array([item.label == SUPPORTED for item in every])
    subset = np.array([item.subset for item in every])
    held_out = cross_validated(measured, every, main_config["tokens"]["overruling"], besides)[short]
    report("short sources, cross-validated", truth[short], held_out >= 0.5, held_out, subset[short])
    config["combiner"] = combiner(fit(measured.x, truth, subset_weights(subset), besides))
    config["training"] = training_of(args.data)
    model = Remembering(model_with(args.weights, config, placement))
    config["contradiction_bias"] = fit_contradiction(beside, model, strangers(every, embedder))
    model_with(args.weights, config, placement)
    print(json.dumps({name: config[name] for name in ("combiner", "contradiction_bias")}))


def fit_contradiction(beside: TrainedScorer, model: Remembering, chance: list[Pair]) -> float:
    """With which no more of what stands together by chance is contradicted than ``beside`` says."""
    scorer = TrainedScorer(beside.embedder, model)

    def contradicted(by: TrainedScorer) -> float:
        return float(
            np.mean([s.contradiction >= by.thresholds.contradicted for s in by.score(chance)])
        )

    most, bias = contradicted(beside), 0.0
    while (share := contradicted(scorer)) > most:
        bias = round(bias - 0.05, 2)
        model.calibration = replace(model.calibration, contradiction_bias=bias)
    print(f"contradicted: {share:.3f} of {len(chance)} strangers, {most:.3f} by the model beside")
    return bias


if __name__ == "__main__":
    main()
