"""Fits the weights behind an answer's confidence, with and without a reader, and measures refusals.

    python scripts/fit_confidence.py --data ../shared/data

Asks questions about articles that the reader was not trained on, of one index of all paragraphs:
answerable ones ("inside"), the same with their article left out of what is retrieved ("outside"),
and SQuAD2's own unanswerable ones ("adversarial"), which only a reader can tell. Prints AUROC and
refusals with each article's questions judged by weights fitted on the others, the curve of risk over
coverage, and the weights to be copied into attrib/generation/ranking.py.
"""

from __future__ import annotations

import argparse
import random

import numpy as np
from evaluation.asking import Asker, add_arguments, open_asker
from evaluation.questions import Question, questions
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from attrib.generation.ranking import confidence_features, rank_sentences
from attrib.retrieval import rerank
from attrib.types import RetrievedPassage

KINDS = ("inside", "outside", "adversarial")
FOLDS = 5
COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--questions", type=int, default=400, help="of each kind")
    args = parser.parse_args()
    rows = [q for q in questions(args.data) if q.given and q.held_out]
    if len({q.article for q in rows}) < FOLDS:
        raise SystemExit(
            f"the questions in {args.data} are about too few articles that no training saw: each of "
            f"{FOLDS} folds needs one"
        )
    with open_asker(args) as asked:
        for read in (False, True):
            report(asked, rows, read, args.questions)


def report(asker: Asker, rows: list[Question], read: bool, most: int) -> None:
    """Fits and prints the weights, of which those without a reader need not tell the adversarial."""
    x, kind, article, right = measured(asker, rows, read, most)
    used = np.isin(kind, KINDS if read else KINDS[:2])
    truth = (kind == "inside").astype(int)
    model = LogisticRegression(C=10.0, class_weight="balanced")
    sure = model.fit(x[used], truth[used]).predict_proba(x)[:, 1]
    sure[used] = cross_val_predict(
        model,
        x[used],
        truth[used],
        groups=article[used],
        cv=GroupKFold(FOLDS),
        method="predict_proba",
    )[:, 1]
    print(f"\n{'with' if read else 'without'} a reader")
    print(f"answers hold the gold answer: {right[kind == 'inside'].mean():.3f} of the inside")
    inside = sure[kind == "inside"]
    for other in KINDS[1:]:
        both = np.concatenate([inside, sure[kind == other]])
        labels = np.arange(len(both)) < len(inside)
        print(f"AUROC inside/{other}: {roc_auc_score(labels, both):.3f}", end="; ")
        for share in (0.05, 0.1, 0.2):
            least = np.quantile(inside, share)
            refused = (sure[kind == other] < least).mean()
            print(f"refuses {refused:.3f} at {share:.0%} (below {least:.2f})", end=", ")
        print()
    for threshold in (0.3, 0.4, 0.5, 0.6):
        shares = ", ".join(f"{(sure[kind == k] < threshold).mean():.3f} {k}" for k in KINDS)
        print(f"threshold {threshold}: refuses {shares}")
    print("coverage: share of wrong answers, all three kinds together")
    order = np.argsort(-sure)
    good = right & (kind == "inside")
    for coverage in COVERAGES:
        answered = order[: int(coverage * len(order))]
        print(f"  {coverage:.0%}: {1 - good[answered].mean():.3f} (above {sure[answered[-1]]:.2f})")
    fitted = model.fit(x[used], truth[used])
    print(f"{'READ_' if read else ''}WEIGHTS = ({', '.join(f'{w:.2f}' for w in fitted.coef_[0])})")
    print(f"{'READ_' if read else ''}BIAS = {fitted.intercept_[0]:.2f}", flush=True)


def measured(
    asker: Asker, rows: list[Question], read: bool, most: int
) -> tuple[NDArray[np.float64], NDArray[np.str_], NDArray[np.str_], NDArray[np.bool_]]:
    """Features, kinds, articles, and whether the best sentence holds the gold answer."""
    features, kinds, articles, right = [], [], [], []
    for kind in KINDS:
        fits = [q for q in rows if q.answerable == (kind != "adversarial")]
        for question in random.Random(1).sample(fits, min(most, len(fits))):
            found = asker.outside(question) if kind == "outside" else asker.fused(question)
            passages = passages_of(asker, question, found, read)
            if not passages:  # nothing else comes near it
                continue
            best = rank_sentences(question.text, passages, asker.index.embedder)[0]
            features.append(confidence_features(question.text, best, passages))
            kinds.append(kind)
            articles.append(question.article)
            right.append(any(answer in best.text for answer in question.answers))
    return np.array(features), np.array(kinds), np.array(articles), np.array(right)


def passages_of(
    asker: Asker, question: Question, found: list[RetrievedPassage], read: bool
) -> list[RetrievedPassage]:
    if read:
        found = rerank(question.text, found[: asker.settings.read], asker.reader)
    return found[: asker.settings.top_k]


if __name__ == "__main__":
    main()
