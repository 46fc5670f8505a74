"""What the trained scorer makes of a model's judgements, with a model that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from attrib.attribution import Attributor, Ground, Pair, Task
from attrib.attribution.entailment import Calibration, Combiner, Judgement
from attrib.attribution.excerpts import NEAREST
from attrib.attribution.scorer import Thresholds
from attrib.attribution.trained import VERBATIM, TrainedScorer
from attrib.types import Claim, Passage, Source, Span, Verdict


class WordModel:
    """Supported: every word of the claim stands in the passage. Contradicted: the passage says
    "never". Tells no evidence.
    """

    calibration = Calibration(Thresholds(supported=0.5, partial=0.3, contradicted=0.5))

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def describe(self) -> dict[str, Any]:
        return {"name": "words", "version": "1"}

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        self.asked += pairs
        return [self._judge(*pair) for pair in pairs]

    def _judge(self, claim: str, passage: str) -> Judgement:
        words = {w.strip(".,;").lower() for w in claim.split()} - {"and", "which"}
        held = {w.strip(".,;").lower() for w in passage.split()}
        against = 0.8 if "never" in held else 0.01
        yes = 0.95 if words <= held and "never" not in held else 0.1
        return Judgement(np.log(np.array([yes, 1 - yes - min(against, 0.9 - yes + 0.04), 0.04])))


SENTENCES = ("The mill grinds oats.", "Its wheel turns slowly.", "Boats pass the lock.")


@pytest.fixture
def model():
    return WordModel()


@pytest.fixture
def scorer(embedder, model):
    return TrainedScorer(embedder, model)


def test_a_claim_of_which_one_clause_is_carried_says_which(scorer):
    claim = "The mill grinds oats, and the lock keeper sells bread"
    (support,) = scorer.score([Pair(claim, SENTENCES)])
    assert support.probability < scorer.thresholds.partial
    assert [claim[s.start : s.end] for s in support.carried] == ["The mill grinds oats"]
    assert support.reasons == ("of the claim the source carries “The mill grinds oats”",)


def test_a_clause_with_a_number_that_the_source_lacks_is_not_carried(embedder):
    claim = "The mill grinds oats, and its wheel has turned slowly since 1874"
    (support,) = TrainedScorer(embedder, SureModel()).score([Pair(claim, SENTENCES)])
    assert [claim[s.start : s.end] for s in support.carried] == ["The mill grinds oats"]
    assert support.reasons[0] == "the source does not mention 1874"


def test_a_clause_of_the_question_is_none_of_the_claim(scorer):
    question = "The mill grinds oats, and its wheel turns slowly; who keeps it? "
    (support,) = scorer.score([Pair(f"{question}Ilse Brandt.", SENTENCES, lead=len(question))])
    assert (support.carried, support.reasons) == ((), ("the source does not mention Ilse Brandt",))


def test_such_a_claim_is_partial(scorer):
    text = " ".join(SENTENCES)
    spans, start = [], 0
    for sentence in SENTENCES:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    ground = Ground(Passage("a", 0, len(text), text, tuple(spans)), Source("a", "a", ""))
    claim = "The mill grinds oats, and the lock keeper sells bread"
    (found,) = Attributor(scorer).attribute([Task(Claim(claim, 0, len(claim)), claim, [ground])])
    assert found.verdict is Verdict.PARTIAL
    assert found.evidence[0].quote.startswith("The mill grinds oats.")


def test_a_supported_claim_needs_no_look_at_its_clauses(scorer, model):
    (support,) = scorer.score([Pair("The mill grinds oats, and its wheel turns", SENTENCES)])
    assert support.probability > 0.9
    assert support.carried == ()
    assert len(model.asked) == 1


def test_the_shared_words_stand_in_for_evidence_and_missing_words(scorer):
    claim = "The mill grinds barley."
    (support,) = scorer.score([Pair(claim, SENTENCES)])
    assert support.evidence == (0,)
    assert [claim[s.start : s.end] for s in support.unsupported] == ["barley"]


def test_of_a_long_page_few_sentences_are_read(scorer, model):
    page = (*SENTENCES * 30, "The keeper of the lock sells bread.", *SENTENCES * 30)
    (support,) = scorer.score([Pair("The keeper sells bread.", page)])
    assert 90 in support.evidence
    (excerpt,) = scorer.excerpts([Pair("The keeper sells bread.", page)])
    assert 90 in excerpt.positions
    assert len(excerpt.positions) <= 3 + NEAREST
    for position, span in zip(excerpt.positions, excerpt.spans, strict=True):
        assert excerpt.passage[span.start : span.end] == page[position]


def test_nothing_is_asked_where_there_is_nothing_to_read(scorer, model):
    supports = scorer.score([Pair("Oats.", ()), Pair(" ", SENTENCES), Pair("", ())])
    assert model.asked == []
    assert [s.probability for s in supports] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("similarity", [-0.2, 0.3, 0.8])
def test_the_probability_is_logistic_and_likeness_counts_up_to_a_cap(similarity):
    combiner = Combiner(log_odds=0.5, similarity=4.0, words=2.0, bias=-3.0, cap=0.8)
    logit = -3.0 + 0.5 * 1.2 + 4.0 * similarity + 2.0 * 0.4
    assert combiner.probability(1.2, similarity, 0.4) == pytest.approx(1 / (1 + np.exp(-logit)))
    assert combiner.probability(1.2, 0.99, 0.4) == combiner.probability(1.2, 0.8, 0.4)
    assert combiner.probability(1.2, 0.8, 0.95) == combiner.probability(1.2, 0.8, 0.8)
    assert combiner.probability(1.2, 0.8, 0.9) > combiner.probability(1.2, 0.8, 0.4)
    assert combiner.probability(1e9, 1.0, 1.0) <= 1.0
    assert combiner.probability(-1e9, -1.0, 0.0) >= 0.0


def test_what_the_model_says_counts_as_the_length_of_the_source_wants_it(embedder):
    class Told(SureModel):
        calibration = Calibration(
            Thresholds(0.5, 0.3, 0.5), Combiner(log_odds=0.0, bias=-1.0), Combiner(), short=2
        )

    scorer = TrainedScorer(embedder, Told())
    short, long = scorer.score([Pair("Boats pass.", SENTENCES[:2]), Pair("Boats pass.", SENTENCES)])
    assert len(SENTENCES) == 3
    assert short.probability == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-3)
    assert long.probability == pytest.approx(1 / (1 + np.exp(1.0)))


class SureModel(WordModel):
    """Takes every claim for supported, with log odds of 2, and doubts the word "barley"."""

    calibration = Calibration(Thresholds(0.5, 0.3, 0.5), overruling_token=0.7)

    def _judge(self, claim: str, passage: str) -> Judgement:
        yes = 1 / (1 + np.exp(-2.0))
        at = claim.find("barley")
        doubted = ((Span(at, at + 6), 0.75),) if at >= 0 else ()
        return Judgement(np.log(np.array([yes, 1 - yes - 0.01, 0.01])), None, doubted)


def test_a_word_that_is_surely_not_carried_overrules_the_model(embedder):
    scorer = TrainedScorer(embedder, SureModel())
    right, wrong = scorer.score(
        [Pair(f"A mill grinds {x}.", SENTENCES) for x in ("oats", "barley")]
    )
    assert right.probability == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert wrong.probability <= scorer.thresholds.partial / 2
    assert wrong.unsupported == (Span(14, 20),)


class DoubtingModel(WordModel):
    """Takes no claim for supported."""

    calibration = SureModel.calibration

    def _judge(self, claim: str, passage: str) -> Judgement:
        denied = 0.9 if "wrong" in passage else 0.1
        return Judgement(np.log(np.array([0.02, 0.98 - denied, denied])), None, ())


def test_a_sentence_of_the_source_is_supported_whatever_the_model_says(embedder):
    table = ("Line: 1; Length (km): 24.6", "Line: 2; Length: 31.2 km", "Line: wrong; Length: 8 km")
    one, folded, row, unlike, other, answer, asked, denied = TrainedScorer(
        embedder, DoubtingModel()
    ).score(
        [
            Pair("The mill grinds oats.", SENTENCES),
            Pair("Boats  pass\nthe lock", SENTENCES),
            Pair("Line: 2; Length (km): 31.2", table),
            Pair("Line: wrong; Length (km): 8", table),
            Pair("The mill grinds.", SENTENCES),
            Pair("Who grinds oats? The mill grinds oats.", SENTENCES, lead=17),
            Pair("The mill grinds oats.", ("The mill grinds oats?", "It does not.")),
            Pair(
                "The mill grinds oats.", ("That it grinds oats is wrong.", "The mill grinds oats.")
            ),
        ]
    )
    assert [s.evidence for s in (one, folded, row, unlike)] == [(0,), (2,), (1,), (2,)]
    assert {(s.probability, s.unsupported) for s in (one, folded, row, unlike)} == {(VERBATIM, ())}
    assert max(s.probability for s in (other, answer, asked, denied)) < 0.5


def test_a_name_that_the_source_lacks_is_told_and_left_to_the_model(embedder):
    scorer = TrainedScorer(embedder, SureModel())
    (lacking,) = scorer.score([Pair("The mill grinds oats for Ilse Brandt.", SENTENCES)])
    assert lacking.probability >= scorer.thresholds.supported
    assert lacking.reasons == ("the source does not mention Ilse Brandt",)


def test_a_detail_that_the_source_has_otherwise_overrules_the_model(embedder):
    scorer = TrainedScorer(embedder, SureModel())
    sentences = ("The mill grinds 9 tons of oats a day.",)
    same, other = scorer.score(
        [Pair(f"The mill grinds {n} tons of oats a day.", sentences) for n in (9, 7)]
    )
    assert same.probability >= scorer.thresholds.supported
    assert other.probability <= scorer.thresholds.partial / 2
    assert other.contradiction >= scorer.thresholds.contradicted
    assert other.reasons == ("the answer says 7 tons, the source 9 tons",)


class EvenModel(SureModel):
    """Holds every sentence for evidence with a probability of 0.3."""

    calibration = Calibration(
        Thresholds(0.5, 0.3, 0.5), evidence_token=0.5, evidence_token_in_window=0.1
    )

    def judge(self, pairs, sentences):
        said = super().judge(pairs, sentences)
        return [j._replace(evidence=(0.3,) * len(s)) for j, s in zip(said, sentences, strict=True)]


def test_sentences_with_the_claims_words_are_evidence_more_readily(embedder):
    (support,) = TrainedScorer(embedder, EvenModel()).score([Pair("Boats pass.", SENTENCES)])
    assert support.evidence == (2,)


def test_a_number_that_the_source_has_nowhere_overrules_the_model(embedder):
    """A name may be missing from a source that carries a claim; a quantity may not."""
    scorer = TrainedScorer(embedder, SureModel())
    (lacking,) = scorer.score([Pair("The mill grinds oats and weighs 90 tonnes.", SENTENCES)])
    assert lacking.probability <= scorer.thresholds.partial / 2
    assert lacking.contradiction < scorer.thresholds.contradicted
    (dated,) = scorer.score([Pair("The mill grinds oats since 1874.", SENTENCES)])
    assert dated.probability <= scorer.thresholds.partial / 2


def test_a_number_that_stands_in_a_sentence_that_was_not_read_is_not_lacking(embedder):
    far = tuple(f"Bird number {i} sings in tree {i}." for i in range(20, 60))
    claim = "The mill grinds oats and weighs 90 tonnes."
    scorer = TrainedScorer(embedder, SureModel())
    (support,) = scorer.score([Pair(claim, (*SENTENCES, *far, "All of it weighs 90 tonnes."))])
    assert support.probability >= scorer.thresholds.supported


def test_the_number_of_a_list_item_is_no_detail(embedder):
    scorer = TrainedScorer(embedder, SureModel())
    for item in ("4. ", "12) ", "(3) "):
        (support,) = scorer.score([Pair(f"{item}The mill grinds oats.", SENTENCES)])
        assert support.probability >= scorer.thresholds.supported, item
        assert support.reasons == ()
