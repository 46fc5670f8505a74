"""Measures support scorers on the development sets: one table, with 95% bootstrap intervals.

    python scripts/eval_scorer.py --data ../shared/data --weights attrib/weights/support

Every line stands beside the same line of the rule "coverage >= 0.6" and of the baseline scorer.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score
from training.example import CONTRADICTED, NOT_OR_CONTRADICTED, SUPPORTED
from training.heldout import (
    Item,
    detail_items,
    held_out_rows,
    items,
    symmetric_pairs,
    web_claims,
    web_tokens,
)

from attrib.attribution.baseline import BaselineScorer, best_window
from attrib.attribution.scorer import Pair, Support, SupportScorer
from attrib.attribution.support.model import FOLDER, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.encoding.embedder import load_embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.text.words import words

RULE = 0.6
"""Coverage from which the rule calls a claim supported."""
DRAWS = 1000


class Coverage:
    """The rule: the share of the claim's content words and bigrams that a window holds."""

    thresholds = BaselineScorer.thresholds

    def describe(self) -> dict[str, str]:
        return {"name": "coverage"}

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        found = [best_window(pair) for pair in pairs]
        return [Support(o.coverage, 0.0, o.window, tuple(t.span for t in o.missing)) for o in found]


def least(scorer: SupportScorer) -> float:
    return RULE if isinstance(scorer, Coverage) else scorer.thresholds.supported


def interval(count: int, measure: Callable[[np.ndarray], float]) -> str:
    """The measure on all rows, and its 95% interval over rows drawn with replacement."""
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        rows = rng.integers(0, count, count)
        value = measure(rows)
        if not np.isnan(value):
            drawn.append(value)
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (np.nan, np.nan)
    return f"{measure(np.arange(count)):.3f} [{low:.3f}, {high:.3f}]"


def auroc(truth: np.ndarray, score: np.ndarray) -> Callable[[np.ndarray], float]:
    def measure(rows: np.ndarray) -> float:
        if len(set(truth[rows])) < 2:
            return float("nan")
        return float(roc_auc_score(truth[rows], score[rows]))

    return measure


def line(what: str, scorer: str, figure: str, count: int) -> None:
    print(f"| {what} | {scorer} | {figure} | {count} |", flush=True)


def pairs_right(
    name: str, scorer: SupportScorer, pairs: list[tuple[Item, Item]], what: str
) -> None:
    said = scorer.score([item.pair for both in pairs for item in both])
    yes = np.array([s.probability >= least(scorer) for s in said]).reshape(-1, 2)
    right = yes[:, 0] & ~yes[:, 1]
    line(
        f"{what}: both of the pair right",
        name,
        interval(len(right), lambda r: right[r].mean()),
        len(right),
    )
    missed, flagged = ~yes[:, 1], ~yes[:, 0]
    line(
        f"{what}: false claim caught",
        name,
        interval(len(right), lambda r: missed[r].mean()),
        len(right),
    )
    line(
        f"{what}: true claim flagged",
        name,
        interval(len(right), lambda r: flagged[r].mean()),
        len(right),
    )
    for kind in sorted({both[1].subset for both in pairs}):
        where = np.array([both[1].subset == kind for both in pairs])
        rates = f"caught {missed[where].mean():.3f}, flagged {flagged[where].mean():.3f}"
        print(f"    {kind}: {rates}, n {where.sum()}")
    contradiction(name, scorer, [i for both in pairs for i in both], said, what)


def contradiction(
    name: str, scorer: SupportScorer, rows: list[Item], said: list[Support], what: str
) -> None:
    """F1 of "contradicted" where the label tells contradicted from not supported."""
    known = [n for n, item in enumerate(rows) if item.label != NOT_OR_CONTRADICTED]
    truth = np.array([rows[n].label == CONTRADICTED for n in known])
    found = np.array(
        [
            said[n].contradiction >= scorer.thresholds.contradicted
            and said[n].probability < least(scorer)
            for n in known
        ]
    )
    score = interval(len(known), lambda r: f1_score(truth[r], found[r], zero_division=0.0))
    line(f"{what}: contradiction F1", name, score, len(known))


def low_overlap(rows: list[Item]) -> list[Item]:
    """Supported claims with few of the source's words, others with most of them."""
    rng = random.Random(0)
    low, high = [], []
    rows = list(rows)
    rng.shuffle(rows)
    for item in rows:
        coverage = best_window(item.pair).coverage
        if item.label == SUPPORTED and coverage < 0.5:
            low.append(item)
        if item.label != SUPPORTED and coverage > 0.8:
            high.append(item)
    return low[:600] + high[:600]


def web_evidence(name: str, scorer: SupportScorer, rows: list[dict]) -> None:
    said = scorer.score([Pair(row["claim"], tuple(row["evidence"])) for row in rows])
    truth = np.array([row["label"] == "supported" for row in rows])
    score = np.array([s.probability for s in said])
    line(
        "WiCE claims: AUROC supported against not",
        name,
        interval(len(rows), auroc(truth, score)),
        len(rows),
    )
    touched = np.array(
        [
            any(n in s.evidence for gold in row["supporting_sentences"] for n in gold)
            for s, row in zip(said, rows, strict=True)
            if row["label"] != "not_supported"
        ]
    )
    line(
        "WiCE claims: evidence touches a gold sentence",
        name,
        interval(len(touched), lambda r: touched[r].mean()),
        len(touched),
    )


def web_words(name: str, scorer: SupportScorer, rows: list[dict]) -> None:
    """F1 over the tokens of all claims, of those that no source carries."""
    truth, found = [], []
    claims = [" ".join(row["claim_tokens"]) for row in rows]
    said = scorer.score(
        [Pair(claim, tuple(row["evidence"])) for claim, row in zip(claims, rows, strict=True)]
    )
    for row, support in zip(rows, said, strict=True):
        start = 0
        mine, theirs = [], []
        for token, missing in zip(row["claim_tokens"], row["non_supported_spans"], strict=True):
            end = start + len(token)
            if words(token):
                mine.append(any(s.start < end and start < s.end for s in support.unsupported))
                theirs.append(missing)
            start = end + 1
        truth.append(np.array(theirs, dtype=bool))
        found.append(np.array(mine, dtype=bool))

    def measure(chosen: np.ndarray) -> float:
        t, f = (np.concatenate([side[n] for n in chosen]) for side in (truth, found))
        return float(f1_score(t, f, zero_division=0.0))

    line("WiCE tokens: F1 of unsupported words", name, interval(len(rows), measure), len(rows))


def steady(name: str, scorer: SupportScorer, rows: list[Item]) -> None:
    """Scores of 500 pairs alone, in batches, and shuffled: the largest difference."""
    pairs = [item.pair for item in rows[:500]]
    alone = np.array([scorer.score([pair])[0].probability for pair in pairs])
    worst = 0.0
    for size in (7, 64, len(pairs)):
        order = list(range(len(pairs)))
        random.Random(size).shuffle(order)
        for first in range(0, len(pairs), size):
            chosen = order[first : first + size]
            together = np.array([s.probability for s in scorer.score([pairs[i] for i in chosen])])
            worst = max(worst, float(abs(together - alone[chosen]).max()))
    line("largest change of a score with its neighbours", name, f"{worst:.1e}", len(pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=FOLDER)
    parser.add_argument("--details", type=int, default=2000)
    parser.add_argument(
        "--only", nargs="*", help="parts: symmetric details low health web words steady"
    )
    args = parser.parse_args()
    embedder = MemoEmbedder(load_embedder("all-MiniLM-L6-v2"))
    scorers: dict[str, SupportScorer] = {
        "coverage": Coverage(),
        "baseline": BaselineScorer(embedder),
        "support": TrainedScorer(embedder, SupportModel(args.weights)),
    }
    rows = held_out_rows(args.data)
    everything = items(rows)

    def wanted(part: str) -> bool:
        return not args.only or part in args.only

    started = time.monotonic()
    print("| what | scorer | figure | n |\n|---|---|---|---|")
    symmetric = symmetric_pairs(rows)
    health = [i for i in everything if i.subset == "healthver"]
    low = low_overlap(everything) if wanted("low") else []
    low_truth = np.array([i.label == SUPPORTED for i in low])
    details = detail_items(args.data, args.details) if wanted("details") else []
    for name, scorer in scorers.items():
        if wanted("symmetric"):
            pairs_right(name, scorer, symmetric, "fever_symmetric, held out")
        if wanted("low"):
            score = np.array([s.probability for s in scorer.score([i.pair for i in low])])
            line(
                "low-overlap truths: AUROC",
                name,
                interval(len(low), auroc(low_truth, score)),
                len(low),
            )
        if wanted("health"):
            contradiction(
                name, scorer, health, scorer.score([i.pair for i in health]), "healthver, held out"
            )
        if wanted("words"):
            web_words(name, scorer, web_tokens(args.data))
        if wanted("details"):
            pairs_right(name, scorer, details, "detail pairs, held-out articles")
        if wanted("web"):
            web_evidence(name, scorer, web_claims(args.data))
        if wanted("steady") and name == "support":
            steady(name, scorer, everything)
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
