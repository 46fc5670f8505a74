"""The baseline scorer: overlap, its probability, and the guard that lowers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.attribution import BaselineScorer, Pair
from attrib.attribution.baseline import (
    THRESHOLDS,
    Overlap,
    best_window,
    claim_terms,
    support_probability,
)
from attrib.types import Span

KILN = "The large kiln in the old pottery reached 1,240 degrees on 12 May 2021."


@pytest.fixture(scope="module")
def score(embedder):
    scorer = BaselineScorer(embedder)

    def score_one(claim: str, *sentences: str, context: str = ""):
        (support,) = scorer.score([Pair(claim, sentences, context)])
        return support

    return score_one


# -- the best window ----------------------------------------------------------------------------


def window(claim: str, *sentences: str, context: str = "") -> Overlap:
    return best_window(Pair(claim, sentences, context))


def test_the_window_is_the_smallest_run_that_holds_most():
    overlap = window(
        "The kiln burned oak and pine.", "Moss grows.", "The kiln burned oak.", "Pine too.", "Oak."
    )
    assert overlap.window == (1, 2)
    assert overlap.words == 1.0
    assert overlap.bigrams == pytest.approx(2 / 3), "oak and pine stand in two sentences"
    assert overlap.coverage == pytest.approx(5 / 6)
    assert window("The kiln burned.", "A kiln.", "The kiln burned.").window == (1,)


def test_more_than_three_sentences_are_never_one_window():
    overlap = window("Oak pine larch birch.", "Oak.", "Pine.", "Larch.", "Birch.")
    assert len(overlap.window) == 3
    assert overlap.words == 3 / 4


def test_words_are_compared_by_stem_and_without_case():
    assert window("The KILNS were burning.", "A kiln burns.").words == 1.0
    assert (
        window("Die Öfen brannten und rauchten.", "die öfen rauchten, und sie brannten").words == 1
    )


def test_missing_words_are_where_they_stand_in_the_claim():
    claim = "The kiln burned walnut wood."
    overlap = window(claim, "The kiln burned oak wood.")
    assert [claim[term.span.start : term.span.end] for term in overlap.missing] == ["walnut"]
    assert overlap.absent == overlap.missing


def test_words_of_the_heading_count_beside_words_of_the_sentence():
    with_heading = window("The Norrvik kiln burned oak.", "It burned oak.", context="Norrvik kiln")
    assert with_heading.words == 1.0
    assert [term.stem for term in with_heading.absent] == ["norrvik", "kiln"]
    assert window("The Norrvik kiln burned oak.", "It burned oak.").words == 0.5


def test_words_of_the_heading_alone_are_nothing():
    overlap = window("The Norrvik kiln.", "Moss grows here.", context="The Norrvik kiln")
    assert (overlap.words, overlap.bigrams, overlap.window) == (0.0, 0.0, ())


@pytest.mark.parametrize("sentences", [(), ("",), ("", "🌊")])
def test_window_of_nothing(sentences):
    assert window("The kiln burned.", *sentences).window == ()
    assert window("", "The kiln burned.").window == ()


WORDS = st.lists(st.sampled_from("kiln oak pine burned moss wall 12 45 the of".split()), max_size=6)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_shares_are_shares_and_the_window_is_a_run(claim, sentences):
    overlap = window(" ".join(claim), *(" ".join(words) for words in sentences))
    assert 0 <= overlap.bigrams <= 1
    assert 0 <= overlap.words <= 1
    if overlap.window:
        assert overlap.window == tuple(range(overlap.window[0], overlap.window[-1] + 1))
        assert overlap.window[-1] < len(sentences)
    assert set(overlap.missing) <= set(overlap.absent) <= set(claim_terms(" ".join(claim)))


# -- the probability ----------------------------------------------------------------------------

SHARE = st.floats(0, 1)


@given(SHARE, SHARE, st.floats(-1, 1), st.floats(0, 1), st.integers(0, 2))
def test_more_of_anything_never_means_less_support(words, bigrams, similarity, more, which):
    features = [words, bigrams, similarity]
    before = support_probability(Overlap(words, bigrams, (), (), ()), similarity)
    features[which] = min(1.0, features[which] + more)
    words, bigrams, similarity = features
    after = support_probability(Overlap(words, bigrams, (), (), ()), similarity)
    assert 0 < before <= after < 1


def test_copied_words_are_supported_and_new_words_are_not(score):
    copied = score(KILN, "Moss grows.", KILN)
    assert copied.probability >= THRESHOLDS.supported
    assert (copied.evidence, copied.contradiction, copied.reasons) == ((1,), 0.0, ())
    assert copied.unsupported == ()
    invented = score("Penguins cannot fly across the desert.", KILN)
    assert invented.probability < THRESHOLDS.partial
    assert invented.contradiction == 0.0


def test_a_share_of_the_words_is_partial_at_best_and_says_which_are_missing(score):
    claim = "The kiln burned oak, and its owner won a national prize."
    support = score(claim, "The kiln burned oak.")
    assert support.probability < THRESHOLDS.supported
    missing = [claim[span.start : span.end] for span in support.unsupported]
    assert "won" in " ".join(missing) and "prize" in " ".join(missing)


# -- the guard ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ("1,240", "1,340", "the answer says 1,240 degrees, the source 1,340 degrees"),
        ("12 May 2021", "13 May 2021", "the answer says 12 May 2021, the source 13 May 2021"),
        ("12 May 2021", "12 May 2022", "the answer says 12 May 2021, the source 12 May 2022"),
    ],
)
def test_changed_number_or_date_contradicts_and_both_values_are_said(score, said, instead, reason):
    true = score(KILN, KILN)
    false = score(KILN, KILN.replace(said, instead))
    assert true.probability >= THRESHOLDS.supported
    assert false.probability < THRESHOLDS.partial
    assert false.contradiction >= THRESHOLDS.contradicted
    assert false.evidence == (0,)
    assert reason in false.reasons
    assert any(said in KILN[span.start : span.end] for span in false.unsupported)


def test_changed_name_lowers_the_verdict_and_both_are_said(score):
    claim = "The pottery was founded by Anna Lindholm in 1912."
    source = "The pottery was founded by Peter Lindholm in 1912."
    support = score(claim, source)
    assert support.probability < THRESHOLDS.supported
    assert any("Anna" in reason and "Peter" in reason for reason in support.reasons)
    assert score(claim, claim).probability >= THRESHOLDS.supported


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dogs are not allowed in the old pottery.", "Dogs are allowed in the old pottery."),
        ("Dogs are allowed in the old pottery.", "Dogs are not allowed in the old pottery."),
        ("The pottery never closed in winter.", "The pottery closed in winter."),
    ],
)
def test_negation_on_one_side_lowers_the_verdict(score, claim, source):
    support = score(claim, source)
    assert support.probability < THRESHOLDS.partial
    assert support.contradiction >= THRESHOLDS.contradicted
    assert support.reasons
    assert score(claim, claim).probability >= THRESHOLDS.supported


def test_detail_that_the_source_lacks_is_no_contradiction(score):
    support = score("The kiln burned 40 tonnes of oak.", "The kiln burned tonnes of oak.")
    assert THRESHOLDS.partial <= support.probability < THRESHOLDS.supported
    assert support.contradiction == 0.0
    assert any("40" in reason for reason in support.reasons)


def test_other_number_in_a_sentence_about_something_else_means_nothing(score):
    support = score("The kiln burned 40 tonnes of oak.", "A ferry carries 60 passengers in summer.")
    assert support.contradiction == 0.0
    assert support.probability < THRESHOLDS.partial


# -- edges --------------------------------------------------------------------------------------


def test_nothing_to_hold_it_against_is_no_support(score):
    support = score("The kiln burned oak.")
    assert (support.probability, support.contradiction, support.evidence) == (0.0, 0.0, ())
    assert support.unsupported == (Span(0, 20),)


@pytest.mark.parametrize("claim", ["", "It is.", "🌊", "?!"])
def test_claim_without_content_has_no_support(score, claim):
    support = score(claim, "The kiln burned oak.", "It is.")
    assert (support.probability, support.evidence) == (0.0, ())
    assert support.unsupported == ((Span(0, len(claim)),) if claim else ())


def test_no_pairs_no_supports(embedder):
    assert BaselineScorer(embedder).score([]) == []


def test_each_pair_gets_its_own_support_in_order(embedder):
    pairs = [Pair(KILN, (KILN,)), Pair(KILN, ()), Pair("Moss.", (KILN,)), Pair(KILN, (KILN,))]
    first, second, third, fourth = BaselineScorer(embedder).score(pairs)
    assert first == fourth
    assert second.probability == 0.0
    assert third.probability < first.probability


def test_it_calls_itself_a_baseline_and_tells_its_thresholds(embedder):
    assert BaselineScorer(embedder).describe() == {
        "name": "baseline",
        "version": "1",
        "thresholds": {"supported": 0.6, "partial": 0.35, "contradicted": 0.6},
    }


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3), st.text(max_size=20))
def test_spans_of_any_claim_lie_inside_it(claim, sentences, context):
    (support,) = BaselineScorer(Flat()).score([Pair(claim, tuple(sentences), context)])
    assert 0 <= support.probability <= 1
    assert 0 <= support.contradiction <= 1
    assert all(0 <= i < len(sentences) for i in support.evidence)
    ends = [0]
    for span in support.unsupported:
        assert ends[-1] <= span.start < span.end <= len(claim)
        ends.append(span.end)


class Flat:
    """An embedder to which all texts are alike; the model is not what is tested here."""

    def encode(self, texts, on_batch=None, role=None):
        import numpy as np

        return np.ones((len(texts), 1), np.float32)
