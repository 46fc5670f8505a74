"""What each part of the trained scorer is worth: one table, on AttributionBench's development set.

    python scripts/ablate_scorer.py --weights FOLDER --data ../shared/data

Macro-F1 and AUROC, mean of the subsets and per subset, cross-validated as in fit_scorer.py: with and
without the network, shared words, the cap on similarity, the question and the sentence before the claim.
``FOLDER`` must hold a network that was not trained on these rows: the one before the last stage.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import numpy as np
from evaluation.calibrating import (
    CAP,
    NOTHING_READ,
    Measured,
    cross_validated,
)
from evaluation.lines import auroc
from sklearn.metrics import f1_score
from training.heldout import Item, attributionbench, question_of_short

from attrib.attribution.guard import check
from attrib.attribution.support.model import SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.encoding.device import Placement
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.text.sentences import split_sentences

_REFERS_BACK = re.compile(r"^(?:it|its|they|their|he|she|his|her|this|these|that|those)\b", re.I)


def question_always(row: dict[str, Any]) -> str:
    return f"{row['question']} " if row["question"] else ""


def sentence_before(row: dict[str, Any]) -> str:
    """The sentence before a claim that begins with a pronoun, else what is read anyway."""
    response, claim = row["response"] or "", row["claim"]
    at = response.find(claim)
    if at > 0 and _REFERS_BACK.match(claim):
        spans = split_sentences(response[:at])
        if spans:
            return response[spans[-1].start : spans[-1].end] + " "
    return question_of_short(row)


def columns(scorer: TrainedScorer, items: list[Item]) -> np.ndarray:
    """Share of words, of bigrams, similarity, log odds, details not lacking: shape (n, 5)."""
    pairs = [item.pair for item in items]
    read = scorer.excerpts(pairs)
    judged = scorer.judge(pairs, read)
    return np.array(
        [
            (
                r.overlap.words, r.overlap.bigrams, r.similarity,
                j.log_odds if j else NOTHING_READ[0], -float(check(p, r.positions).absent),
            )
            for p, r, j in zip(pairs, read, judged, strict=True)
        ]
    )  # fmt: skip


def line(name: str, x: np.ndarray, items: list[Item]) -> None:
    y = np.array([item.label == 0 for item in items])
    subset = np.array([item.subset for item in items])
    names = sorted(set(subset))
    none = np.zeros(len(y))
    score = cross_validated(Measured(x, none > 0, none, none > 0), items)
    f1 = [100 * f1_score(y[subset == s], score[subset == s] >= 0.5, average="macro") for s in names]
    areas = [auroc(y, score)(np.flatnonzero(subset == s)) for s in names]
    each = " | ".join(f"{f:.1f} / {a:.3f}" for f, a in zip(f1, areas, strict=True))
    print(f"| {name} | {np.mean(f1):.1f} / {np.mean(areas):.3f} | {each} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    scorer = TrainedScorer(
        MemoEmbedder(load_embedder("all-MiniLM-L6-v2", precision=args.precision)),
        SupportModel(args.weights, Placement(precision=args.precision)),
    )
    items = attributionbench(args.data)
    names = sorted({item.subset for item in items})
    print(f"| F1 / AUROC | mean | {' | '.join(names)} |\n{'|---' * (2 + len(names))}|")
    x = columns(scorer, items)
    capped = _capped(x)
    line("similarity alone", x[:, 2:3], items)
    line("shared words alone", x[:, :2], items)
    line("shared words and similarity", x[:, :3], items)
    line("network alone", x[:, 3:4], items)
    line("network and shared words", x[:, [0, 1, 3]], items)
    line("network and similarity, no cap", x[:, 2:4], items)
    line("network and similarity up to 0.8", capped[:, [0, 2]], items)
    line("**network, shared words and similarity up to 0.8 (as shipped)**", capped, items)
    line("the same and shared bigrams", np.hstack([capped, x[:, 1:2]]), items)
    line("the same and details that are not lacking", np.hstack([capped, x[:, 4:]]), items)
    for name, before in {
        "question never read": lambda _: "",
        "question read before every claim": question_always,
        "the sentence before a pronoun read": sentence_before,
    }.items():
        others = attributionbench(args.data, before)
        line(name, _capped(columns(scorer, others)), others)


def _capped(x: np.ndarray) -> np.ndarray:
    """What ships: similarity and shared words up to the cap, and log odds."""
    return np.hstack([np.minimum(x[:, [2, 0]], CAP), x[:, 3:4]])


if __name__ == "__main__":
    main()
