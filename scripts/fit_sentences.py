"""Fits the weights by which the sentences of the retrieved passages are ranked, with and without a reader.

    python scripts/fit_sentences.py --data ../shared/data

Asks the answerable questions about articles that the reader was not trained on, of one index of all
paragraphs. The weights are those of a softmax over the sentences of a question, fitted to give the gold
evidence the probability. Prints how often the best sentence is one, of each half of the articles with
the weights as they are and with those fitted on the other half, and the weights fitted on all, to be
copied into attrib/generation/ranking.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from evaluation.asking import Asker, add_arguments, open_asker, touch
from evaluation.questions import Question, questions
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from attrib.generation.ranking import READ_SENTENCE, SENTENCE, rank_sentences
from attrib.types import RetrievedPassage

PENALTY = 0.003
"""Of the squares of the weights, beside the mean loss of a question."""
Matrix = NDArray[np.float64]


class Ranked(NamedTuple):
    """The sentences of one question."""

    article: str
    signs: Matrix
    """Shape (sentences, signs)."""
    gold: NDArray[np.bool_]
    """Which are gold evidence."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    args = parser.parse_args()
    rows = [q for q in questions(args.data) if q.given and q.held_out and q.answerable]
    with open_asker(args) as asked:
        top = asked.settings.top_k
        for name, now, found in (
            ("SENTENCE", SENTENCE, asked.fused),
            ("READ_SENTENCE", READ_SENTENCE, asked.reranked),
        ):
            report(name, now, [ranked(asked, q, found(q)[:top]) for q in rows])


def ranked(asker: Asker, question: Question, passages: Sequence[RetrievedPassage]) -> Ranked:
    candidates = rank_sentences(question.text, passages, asker.index.embedder)
    own = [asker.of([passages[c.passage]])[0] in question.gold for c in candidates]
    gold = [any(touch(c.text, e) for e in question.evidence) for c in candidates]
    signs = np.array([c.signs for c in candidates])
    return Ranked(question.article, signs, np.array(own) & np.array(gold))


def report(name: str, now: Sequence[float], rows: list[Ranked]) -> None:
    articles = sorted({row.article for row in rows})
    halves = [[r for r in rows if articles.index(r.article) % 2 == n] for n in (0, 1)]
    if not all(any(row.gold.any() for row in half) for half in halves):
        raise SystemExit(
            f"{len(articles)} articles that no training saw are too few: in each half of them a question "
            "has to find its evidence"
        )
    print(f"\n{name}: {len(rows)} questions; the best sentence is gold evidence of")
    for half, other in (halves, halves[::-1]):
        as_is, crossed = share(half, np.array(now)), share(half, fit(other))
        print(f"  {as_is:.3f} as it is, {crossed:.3f} fitted on the other half ({len(half)})")
    weights = fit(rows)
    print(f"  {share(rows, np.array(now)):.3f} as it is, {share(rows, weights):.3f} fitted on all")
    print(f"{name} = ({', '.join(f'{w:.2f}' for w in weights)})", flush=True)


def fit(rows: Sequence[Ranked]) -> Matrix:
    """Of the questions whose gold evidence was retrieved; sentences that are gold share it."""
    known = [row for row in rows if row.gold.any()]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for row in known:
            wanted = row.gold / row.gold.sum()
            scores = row.signs @ weights
            total -= wanted @ log_softmax(scores)
            slope -= row.signs.T @ (wanted - softmax(scores))
        penalty = PENALTY * weights @ weights
        return total / len(known) + penalty, slope / len(known) + 2 * PENALTY * weights

    start = np.zeros(known[0].signs.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def share(rows: Sequence[Ranked], weights: Matrix) -> float:
    return float(np.mean([row.gold[np.argmax(row.signs @ weights)] for row in rows]))


if __name__ == "__main__":
    main()
