"""Short sources, and short answers, have a combiner of their own: there a single word decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from attrib.attribution import Pair
from attrib.attribution.entailment import Calibration, Combiner, Judgement
from attrib.attribution.scorer import Thresholds
from attrib.attribution.support.model import FOLDER, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.types import Span

SOURCE = ("The mill grinds oats.", "Its wheel turns slowly.")
CLAIM = "The mill grinds oats, and the keeper of the lock beside it sells bread to those who wait"
ASKED = "What does the mill grind? "
LONG, SHORT = Combiner(bias=-1.0), Combiner(bias=1.0)


class EvenModel:
    """Undecided, but about clauses of CLAIM; remembers what it was asked."""

    def __init__(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self.asked: list[str] = []

    def describe(self) -> dict[str, Any]:
        return {"name": "even"}

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        assert pairs, "a model that is asked about nothing is not to be loaded"
        self.asked += [claim for claim, _ in pairs]
        chances = [0.7 if claim in CLAIM and claim != CLAIM else 0.5 for claim, _ in pairs]
        return [Judgement(np.log([yes, (1 - yes) / 2, (1 - yes) / 2])) for yes in chances]


def calibration(of_short: Combiner | None = SHORT, least: float = 0.5) -> Calibration:
    return Calibration(Thresholds(least, 0.15, 0.5), LONG, of_short, short=4)


@pytest.mark.parametrize(("sentences", "short"), [(0, True), (4, True), (5, False), (9, False)])
def test_the_calibration_says_which_sources_are_short(sentences, short):
    pair = Pair(CLAIM, SOURCE[:1] * sentences)
    assert calibration().combiner_for(pair) is (SHORT if short else LONG)


@pytest.mark.parametrize("sentences", [4, 5, 9])
def test_a_short_answer_counts_as_short_beside_any_source(sentences):
    pair = Pair(f"{ASKED}Oats.", SOURCE[:1] * sentences, lead=len(ASKED))
    assert calibration().combiner_for(pair) is SHORT


def test_without_a_combiner_of_their_own_all_count_alike():
    assert calibration(of_short=None).combiner_for(Pair(CLAIM, SOURCE)) is LONG


def test_each_pair_has_its_own_and_in_order(embedder):
    model = EvenModel(calibration())
    scorer = TrainedScorer(embedder, model)
    pairs = [
        Pair(CLAIM, SOURCE * 3),
        Pair("Oats.", SOURCE),
        Pair("Oats.", SOURCE * 3),
        Pair(f"{ASKED}Oats.", SOURCE * 3, lead=len(ASKED)),
        Pair("", SOURCE),
    ]
    chances = [support.probability for support in scorer.score(pairs)]
    long, short = (1 / (1 + np.exp(-one.bias)) for one in (LONG, SHORT))
    assert chances == pytest.approx([long, short, long, short, 0.0])
    assert [scorer.score([pair])[0].probability for pair in pairs] == chances


@pytest.mark.parametrize(("times", "carried"), [(1, True), (3, False)])
def test_the_clauses_of_a_claim_are_weighed_as_the_claim_was(embedder, times, carried):
    scorer = TrainedScorer(embedder, EvenModel(calibration(least=0.75)))
    (support,) = scorer.score([Pair(CLAIM, SOURCE * times)])
    assert support.probability < 0.75
    assert bool(support.carried) is carried


# -- the weights that ship ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("The harbour was dredged in 1931.", True),
        ("The harbour was dredged in 1913.", False),
        ("The harbour was never dredged.", False),
        ("Ilse Brandt designed the lighthouse.", True),
        ("The lighthouse was designed by Ada Lund.", False),
    ],
)
def test_a_word_decides_about_a_short_claim(embedder, claim, supported):
    source = (
        "The harbour of Ostmark was dredged for the first time in 1931.",
        "Its lighthouse stands 42 metres high and was designed by Ilse Brandt.",
    )
    scorer = TrainedScorer(embedder, SupportModel(FOLDER))
    (support,) = scorer.score([Pair(claim, source)])
    assert (support.probability >= scorer.thresholds.supported) is supported


@pytest.mark.parametrize(
    ("said", "supported"),
    [("1931.", True), ("The answer is 1931.", True), ("1958.", False), ("Ada Lund.", False)],
)
def test_a_word_decides_about_a_short_answer_beside_a_long_source(embedder, said, supported):
    source = (
        "Ostmark has a harbour for small boats.",
        "It was dredged for the first time in 1931.",
        "The lighthouse at its mouth stands 42 metres high.",
        "Ilse Brandt designed it, and Ada Lund built the quay.",
        "In 1958 a storm sank three boats.",
        "Since then a wall keeps the waves out.",
    )
    asked = "When was the harbour of Ostmark dredged for the first time? "
    scorer = TrainedScorer(embedder, SupportModel(FOLDER))
    (support,) = scorer.score([Pair(asked + said, source, lead=len(asked))])
    assert (support.probability >= scorer.thresholds.supported) is supported
