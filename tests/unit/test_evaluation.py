"""The figures of scripts/eval_scorer.py, held against others' implementations and by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from evaluation.coverage import CoverageRule
from evaluation.lines import Line, auroc, calibration_error, f1, head, macro_f1, mean

from attrib.attribution import Pair

ROWS = np.arange(200)
RNG = np.random.default_rng(3)
TRUTH = RNG.random(200) < 0.4
GOOD = np.clip(TRUTH * 0.5 + RNG.random(200) * 0.5, 0, 1)
POOR = RNG.random(200)


def test_a_better_scorer_is_better_beyond_chance_and_not_than_itself():
    measures = {"poor": auroc(TRUTH, POOR), "same": auroc(TRUTH, GOOD), "good": auroc(TRUTH, GOOD)}
    cells = [c.strip() for c in Line("what", 200, measures).render().strip("| ").split("|")]
    assert head(list(measures)).splitlines()[0].count("|") == len(cells) + 1
    assert cells[0] == "what"
    low, high = (float(x) for x in cells[4].strip("[]").split(","))
    assert 0.2 < low < high
    assert cells[5] == "[0.000, 0.000]"
    assert cells[6] == "200"


def test_where_less_is_better_a_smaller_figure_is_a_gain():
    measures = {"worse": mean(np.ones(50, bool)), "better": mean(np.zeros(50, bool))}
    rendered = Line("errors", 50, measures, higher_is_better=False).render()
    assert "[1.000, 1.000]" in rendered.split("|")[4]


def test_rows_of_one_kind_have_no_auroc():
    assert np.isnan(auroc(TRUTH, GOOD)(ROWS[TRUTH]))
    assert auroc(TRUTH, TRUTH.astype(float))(ROWS) == 1.0


def test_macro_f1_is_the_mean_over_subsets():
    subset = np.array(["a"] * 100 + ["b"] * 100)
    said = TRUTH.copy()
    said[:100] = ~said[:100]
    assert macro_f1(TRUTH, said, subset)(ROWS) == pytest.approx(50.0)
    assert f1(TRUTH, said)(ROWS[100:]) == 1.0


def test_calibration_error_agrees_with_the_reliability_curve():
    of_bin, sure = calibration_curve(TRUTH, POOR, n_bins=10)
    shares = np.histogram(POOR, np.linspace(0, 1, 11))[0] / 200
    expected = (np.abs(of_bin - sure) * shares[shares > 0]).sum()
    assert calibration_error(TRUTH, POOR)(ROWS) == pytest.approx(expected)


def test_the_rule_counts_shared_words():
    (all_of_it, half) = CoverageRule().score(
        [Pair("oak pine", ("oak pine",)), Pair("oak pine", ("oak", "moss"))]
    )
    assert all_of_it.probability == 1.0
    assert half.probability == 0.25  # one of two words, and no pair of them
