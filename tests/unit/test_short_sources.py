"""Which model judges a pair: short sources, and short answers, have one of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from attrib.attribution import Pair
from attrib.attribution.entailment import Calibration, Combiner, Judgement
from attrib.attribution.scorer import Thresholds
from attrib.attribution.support.model import FOLDER, OF_SHORT, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.errors import ModelError
from attrib.models import CONFIG
from attrib.types import Span

SOURCE = ("The mill grinds oats.", "Its wheel turns slowly.")
CLAIM = "The mill grinds oats, and the keeper of the lock beside it sells bread to those who wait"


class SureModel:
    """As sure of everything as ``chance``; remembers what it was asked."""

    def __init__(self, name: str, chance: float, bias: float = 0.0) -> None:
        self.name, self.chance = name, chance
        self.calibration = Calibration(Thresholds(0.5, 0.3, 0.5), Combiner(bias=bias), short=4)
        self.asked: list[tuple[str, str]] = []

    def describe(self) -> dict[str, Any]:
        return {"name": self.name}

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        assert pairs, "a model that is asked about nothing is not to be loaded"
        self.asked += pairs
        rest = (1 - self.chance) / 2
        return [Judgement(np.log([self.chance, rest, rest])) for _ in pairs]


@pytest.fixture
def models():
    return SureModel("long", 0.2), SureModel("short", 0.9)


@pytest.mark.parametrize(("sentences", "short"), [(0, True), (4, True), (5, False), (9, False)])
def test_its_calibration_says_which_sources_are_short(embedder, models, sentences, short):
    scorer = TrainedScorer(embedder, *models)
    assert scorer.model_of(Pair(CLAIM, SOURCE[:1] * sentences)) is models[short]


@pytest.mark.parametrize("sentences", [4, 5, 9])
def test_a_short_answer_is_judged_by_it_beside_any_source(embedder, models, sentences):
    scorer = TrainedScorer(embedder, *models)
    asked = "What does the mill grind? "
    assert (
        scorer.model_of(Pair(f"{asked}Oats.", SOURCE[:1] * sentences, lead=len(asked)))
        is (models[True])
    )


def test_each_pair_is_judged_by_its_own_model_and_in_order(embedder, models):
    scorer = TrainedScorer(embedder, *models)
    pairs = [
        Pair(CLAIM, SOURCE * 3),
        Pair("Oats.", SOURCE),
        Pair("Oats.", SOURCE * 3),
        Pair("", SOURCE),
    ]
    chances = [support.probability for support in scorer.score(pairs)]
    assert chances == pytest.approx([0.2, 0.9, 0.2, 0.0])
    assert {claim for claim, _ in models[1].asked} == {"Oats."}
    alone = [scorer.score([pair])[0].probability for pair in pairs]
    assert alone == chances


def test_the_clauses_of_a_claim_are_judged_by_the_model_that_judged_it(embedder):
    long, short = SureModel("long", 0.9), SureModel("short", 0.3)
    scorer = TrainedScorer(embedder, long, short)
    scorer.score([Pair(CLAIM, SOURCE)])
    assert [claim for claim, _ in short.asked][:2] == [CLAIM, "The mill grinds oats"]
    assert not long.asked


def test_what_a_judgement_is_worth_says_the_model_that_gave_it(embedder):
    scorer = TrainedScorer(embedder, SureModel("long", 0.5), SureModel("short", 0.5, bias=-2.0))
    short, long = scorer.score([Pair("Oats.", SOURCE), Pair("Oats.", SOURCE * 3)])
    assert (short.probability, long.probability) == pytest.approx((1 / (1 + np.exp(2.0)), 0.5))


def test_without_a_second_model_the_first_judges_all(embedder, models):
    scorer = TrainedScorer(embedder, models[0])
    assert scorer.score([Pair("Oats.", SOURCE)])[0].probability == pytest.approx(0.2)
    assert "of_short" not in scorer.describe()


def test_both_models_are_named_in_what_describes_it(embedder, models):
    described = TrainedScorer(embedder, *models).describe()
    assert (described["name"], described["of_short"]) == ("long", {"name": "short"})


# -- the weights that ship ------------------------------------------------------------------------


def test_the_model_of_short_sources_shares_the_thresholds_of_the_one_beside_it():
    main, short = (
        json.loads((folder / CONFIG).read_text("utf-8")) for folder in (FOLDER, OF_SHORT)
    )
    assert short["thresholds"] == main["thresholds"]
    assert (short["name"], short["short"]) == ("support-short", 4)


def test_what_differs_is_of_no_use_without_the_rest(tmp_path):
    shutil.copytree(OF_SHORT, tmp_path / "mine")
    with pytest.raises(ModelError, match=r"mine' holds only what differs from 'support', which"):
        SupportModel(tmp_path / "mine")


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
    scorer = TrainedScorer(embedder, SupportModel(FOLDER), SupportModel(OF_SHORT))
    (support,) = scorer.score([Pair(claim, source)])
    assert (support.probability >= scorer.thresholds.supported) is supported
