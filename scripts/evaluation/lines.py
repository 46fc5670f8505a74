"""Lines of the table: a figure per scorer, and whether one is better than another by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

DRAWS = 1000
Rows = NDArray[np.int64]
Measure = Callable[[Rows], float]
"""A figure on some of the rows; nan where they do not allow one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of every scorer, on the same rows."""

    what: str
    count: int
    measures: Mapping[str, Measure]
    """Per scorer, the one in question last."""
    higher_is_better: bool = True

    def render(self) -> str:
        if not self.count:
            return f"| {self.what} |{' - |' * (2 * len(self.measures) - 1)} 0 |"
        rng = np.random.default_rng(0)
        draws = [rng.integers(0, self.count, self.count) for _ in range(DRAWS)]
        everything = np.arange(self.count)
        drawn = {n: np.array([m(rows) for rows in draws]) for n, m in self.measures.items()}
        cells = [f"{m(everything):.3f} {_interval(drawn[n])}" for n, m in self.measures.items()]
        *others, mine = self.measures
        sign = 1 if self.higher_is_better else -1
        gains = [_interval(sign * (drawn[mine] - drawn[other])) for other in others]
        return f"| {' | '.join([self.what, *cells, *gains, str(self.count)])} |"


def head(names: list[str]) -> str:
    *others, mine = names
    titles = ["what", *names, *(f"{mine} better than {other} by" for other in others), "n"]
    return f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}"


def _interval(values: NDArray[np.float64]) -> str:
    known = values[~np.isnan(values)]
    if not len(known):
        return "[-]"
    low, high = np.percentile(known, [2.5, 97.5])
    return f"[{low:.3f}, {high:.3f}]"


def mean(values: NDArray[np.bool_] | NDArray[np.float64]) -> Measure:
    return lambda rows: float(values[rows].mean())


def auroc(truth: NDArray[np.bool_], score: NDArray[np.float64]) -> Measure:
    def measure(rows: Rows) -> float:
        if len(set(truth[rows])) < 2:
            return float("nan")
        return float(roc_auc_score(truth[rows], score[rows]))

    return measure


def f1(truth: NDArray[np.bool_], found: NDArray[np.bool_]) -> Measure:
    return lambda rows: float(f1_score(truth[rows], found[rows], zero_division=0.0))


def macro_f1(
    truth: NDArray[np.bool_], found: NDArray[np.bool_], subset: NDArray[np.str_]
) -> Measure:
    """Mean over the subsets of the mean F1 of both labels, times 100."""

    def measure(rows: Rows) -> float:
        scores = []
        for name in sorted(set(subset[rows])):
            chosen = rows[subset[rows] == name]
            scores.append(f1_score(truth[chosen], found[chosen], average="macro"))
        return 100 * float(np.mean(scores))

    return measure


def calibration_error(
    truth: NDArray[np.bool_], probability: NDArray[np.float64], bins: int = 10
) -> Measure:
    """Expected calibration error over ``bins`` bins of equal width."""

    def measure(rows: Rows) -> float:
        right, sure = truth[rows], probability[rows]
        which = np.minimum((sure * bins).astype(int), bins - 1)
        gaps = [
            abs(right[which == b].mean() - sure[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        ]
        return float(sum(gaps))

    return measure
