"""Fits the combiner of the support model for brief pairs, and writes the config.json that it ships with.

    python scripts/fit_brief.py --data ../shared/data --precision bf16

The combiner is fitted on AttributionBench's development rows with short sources, which the network has not
seen, and on brief held-out rows of sets that scripts/eval_scorer.py does not measure. Thresholds
are those of the model that it stands beside.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from evaluation.calibrating import SHORT, cross_validated, fit, measure, subset_weights
from evaluation.strangers import strangers
from evaluation.three_way import beside_brief
from fit_baseline import report
from fit_scorer import Remembering, combiner, model_with
from training.example import SUPPORTED
from training.heldout import attributionbench
from training.stamp import sha256_of, training_of

from attrib.attribution.scorer import Pair
from attrib.attribution.support.model import BRIEF, FOLDER, SupportModel
from attrib.attribution.trained import TrainedScorer, is_brief
from attrib.encoding.device import Placement
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.models import CONFIG


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=BRIEF)
    parser.add_argument("--beside", type=Path, default=FOLDER, help="the model for all other pairs")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2", precision=args.precision))
    placement = Placement(precision=args.precision)
    main_config = json.loads((args.beside / CONFIG).read_text(encoding="utf-8"))
    config = {
        "name": args.weights.name.replace("_", "-"), "version": "1",
        "labels": main_config["labels"], "thresholds": main_config["thresholds"],
        "tokens": main_config["tokens"], "combiner": {}, "sha256": sha256_of(args.weights),
    }  # fmt: skip

    def model() -> SupportModel:
        return model_with(args.weights, config, placement)

    scorer = TrainedScorer(embedder, model())
    every = attributionbench(args.data)
    rows = [item for item in every if len(item.pair.sentences) <= SHORT]
    truth = np.array([item.label == SUPPORTED for item in rows])
    subset = np.array([item.subset for item in rows])
    own = np.array([is_brief(item.pair) for item in rows])
    measured, besides = measure(scorer, rows), beside_brief(scorer, args.data)
    overruling = main_config["tokens"]["overruling"]
    held_out = cross_validated(measured, rows, overruling, besides)
    report(
        "brief pairs, cross-validated", truth[own], held_out[own] >= 0.5, held_out[own], subset[own]
    )
    config["combiner"] = combiner(fit(measured.x, truth, subset_weights(subset), besides))
    config["training"] = training_of(args.data)
    chance = [p for p in strangers(every, embedder) if is_brief(p)]
    beside = TrainedScorer(embedder, SupportModel(args.beside, placement))
    config["contradiction_bias"] = fit_contradiction(beside, Remembering(model()), chance)
    model()
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
