"""Which sources of its prompt a language model's sentence depended on.

Two measures. Leaving one source out: by how much the sentence's log probability falls. And a sparse
linear model over random ablations, as Cohen-Wang et al. have it in "ContextCite: Attributing model
generation to context", NeurIPS 2024: sources are left out at random, and a Lasso is fitted from which
of them were shown to the log odds of the sentence; it sees sources that stand in for each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

ABLATIONS = 32
"""Random sets of sources that are tried."""
KEPT = 0.5
"""Probability that a source is shown in such a set."""
SPARSITY = 0.01
"""The Lasso's penalty, on log odds scaled to unit variance."""

LogProbabilities = Callable[[Sequence[Sequence[int]]], list[list[float]]]
"""For each set of shown sources (positions), the log probability of each sentence."""


def leave_one_out(sources: int, score: LogProbabilities) -> NDArray[np.float64]:
    """The drop of each sentence's log probability by each source, shape (sentences, sources)."""
    everything = list(range(sources))
    shown = [everything, *([i for i in everything if i != left] for left in everything)]
    scores = np.array(score(shown))
    return np.asarray((scores[0] - scores[1:]).T)


def surrogate_weights(
    sources: int, score: LogProbabilities, seed: int, ablations: int = ABLATIONS
) -> NDArray[np.float64]:
    """The weight of each source in the linear model of each sentence: (sentences, sources)."""
    from sklearn.linear_model import Lasso

    rng = np.random.default_rng(seed)
    masks = rng.random((ablations, sources)) < KEPT
    scores = np.array(score([np.flatnonzero(mask).tolist() for mask in masks]))
    weights = []
    for sentence in scores.T:
        odds = np.array([_log_odds(value) for value in sentence])
        spread = odds.std() or 1.0
        fitted = Lasso(alpha=SPARSITY).fit(masks.astype(float), (odds - odds.mean()) / spread)
        weights.append(fitted.coef_ * spread)
    return np.array(weights)


def _log_odds(log_probability: float) -> float:
    """log(p / (1 - p)), from log p; finite where p is 1."""
    rest = -math.expm1(min(log_probability, -1e-12))
    return log_probability - math.log(rest)
