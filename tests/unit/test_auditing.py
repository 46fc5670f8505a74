"""The audit: what was not checked, metrics and totals, the gate, the run, the samples.

Measured on samples/answers.jsonl with the trained scorer: 32 of 33 verdicts, 26 of 28 citations and 33
of 33 "uncited" are what a careful person says
(samples/answers.expected.jsonl). The floors below lie a little lower.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
from conftest import REPOSITORY, read_jsonl
from tree_answers import CLAIM, TREES, judging, statuses
from word_scorer import WordScorer

from attrib.answers.claims import support_rate
from attrib.auditing import AuditRun, audit, gate_failures, grounds
from attrib.auditing.metrics import (
    CitationScore,
    Mean,
    Totals,
    citation_precision,
    citation_recall,
)
from attrib.auditing.rows import rows_of
from attrib.auditing.run import TOGETHER
from attrib.types import RATES, AnswerAudit, CitationStatus, Verdict

SAMPLES = REPOSITORY / "samples"


@pytest.fixture
def judge(embedder):
    return judging(embedder)


# -- what was not checked -----------------------------------------------------------------------


def test_contexts_without_text_leave_the_claim_unchecked(judge):
    (attribution,) = judge(f"{CLAIM} [1].", [" "]).attributions
    assert attribution.verdict is Verdict.UNCHECKED
    assert attribution.reasons


def test_what_the_row_cites_and_nobody_has_is_unchecked_with_the_reason(judge):
    audited = judge(f"{CLAIM} [1][2].", citations=["3", "nowhere.md"])
    assert statuses(audited) == {"1": "valid", "2": "unchecked"}
    assert any("the cited nowhere.md is not in" in r for r in audited.attributions[0].reasons)


def test_citations_of_which_none_could_be_checked_are_not_imprecise(judge):
    totals = Totals()
    totals.add(judge(f"{CLAIM} [1].", citations=["3"]))
    audited = judge(f"{CLAIM} [1].", citations=["nowhere.md"])
    assert audited.citation_precision is None
    assert audited.citation_recall == 0.0
    totals.add(audited)
    found = totals.to_dict()
    assert (found["citation_precision"], found["precision_answers"]) == (1.0, 1)
    assert (found["citation_recall"], found["scored_answers"]) == (0.5, 2)
    assert any("citation(s) could not be checked" in f for f in gate_failures(found, 0, False))


def test_row_without_anything_to_check_against_is_unchecked_sentence_by_sentence(judge):
    audited = judge("Is it so? It is raining [1]. The sun shines.", None)
    assert audited.error == "the row has no contexts and no --index was given"
    assert [(a.claim.text, a.verdict) for a in audited.attributions] == [
        ("It is raining.", Verdict.UNCHECKED),
        ("The sun shines.", Verdict.UNCHECKED),
    ]
    statuses = [[c.status for c in a.citations] for a in audited.attributions]
    assert statuses == [[CitationStatus.UNCHECKED], []]
    assert all(a.reasons == (audited.error,) for a in audited.attributions)
    assert (audited.citation_recall, audited.support_rate) == (0.0, 0.0)


def test_malformed_row_has_one_unchecked_claim_at_least(judge):
    audited = judge(" ")
    assert [a.verdict for a in audited.attributions] == [Verdict.UNCHECKED]
    assert audited.error and "'answer' is empty" in audited.error


# -- metrics, totals and the gate ---------------------------------------------------------------


def test_metrics_by_hand():
    scores = [
        CitationScore(True, (True, False)),
        CitationScore(False, (False,)),
        CitationScore(True, (True,)),
        CitationScore(False, ()),
    ]
    assert citation_recall(scores) == 2 / 4
    assert citation_precision(scores) == 2 / 4
    assert citation_precision([CitationScore(False, ())]) == 0.0
    assert citation_precision([CitationScore(True, (True, None))]) == 1.0
    assert citation_precision([CitationScore(False, (None,)), CitationScore(False, ())]) is None
    assert citation_recall([]) is citation_precision([]) is support_rate([]) is None


def test_totals_add_up(judge):
    totals = Totals()
    for answer in (f"{CLAIM} [3]. Moss is green.", "Penguins fly south [1].", "I don't know.", " "):
        totals.add(judge(answer))
    assert totals.to_dict() == {
        "answers": 4,
        "malformed": 1,
        "claims": 4,
        "verdicts": {
            "supported": 2,
            "partial": 0,
            "contradicted": 0,
            "unsupported": 1,
            "not_a_claim": 1,
            "unchecked": 1,
        },
        "citations": {"valid": 1, "wrong": 1, "dangling": 0, "unchecked": 0},
        "uncited": 1,
        "unchecked": 1,
        "scored_answers": 3,
        "precision_answers": 3,
        "support_rate": 2 / 4,
        "citation_recall": pytest.approx((0.5 + 0 + 0) / 3),
        "citation_precision": pytest.approx((1 + 0 + 0) / 3),
    }


def test_a_refusal_is_neither_passed_nor_failed(judge):
    audited = judge("The documents do not say.")
    assert [a.verdict for a in audited.attributions] == [Verdict.NOT_A_CLAIM]
    assert (audited.citation_recall, audited.citation_precision, audited.support_rate) == (
        None, None, None,
    )  # fmt: skip
    totals = Totals()
    totals.add(audited)
    totals.add(judge(f"{CLAIM} [3]."))
    assert totals.to_dict()["citation_recall"] == 1.0
    assert totals.to_dict()["scored_answers"] == 1


def totals(**changes):
    fine = {
        "support_rate": 1.0,
        "citation_recall": 0.9,
        "citation_precision": 0.95,
        "claims": 9,
        "verdicts": {"contradicted": 2},
        "unchecked": 0,
        "citations": {"unchecked": 0},
    }
    return {**fine, **changes}


def test_gate_passes_what_reaches_it():
    assert gate_failures(totals(), 0.9, allow_unchecked=False) == []


def test_a_rate_that_is_exactly_reached_passes_in_any_order():
    for rates in itertools.permutations([2 / 5, 1.0, 1.0, 1 / 3, 2 / 3]):
        mean = Mean()
        for rate in rates:
            mean.add(rate)
        assert mean.value == 0.68
        assert gate_failures(totals(citation_recall=mean.value), 0.68, allow_unchecked=False) == []


@pytest.mark.parametrize("rates", [(1 / 3, 1 / 3, 5 / 6), (2 / 997, 995 / 997), (1 / 7,) * 3])
def test_rates_that_were_read_from_a_file_have_the_mean_that_they_had(rates):
    fresh, read = Totals(), Totals()
    for rate in rates:
        one = AnswerAudit("a", 1, None, "", (), (), rate, rate, None)
        fresh.add(one)
        read.add(replace(one, **{name: one.to_dict()[name] for name in RATES}))
    assert read.to_dict() == fresh.to_dict()
    assert fresh.to_dict()["citation_recall"] == pytest.approx(sum(rates) / len(rates))


@pytest.mark.parametrize(
    ("value", "least", "failure"),
    [
        (0.5, 0.9, "0.500 is below 0.9"),
        (2699 / 3000, 0.9, "0.8997 is below 0.9"),
        (0.9 - 1e-9, 0.9, "0.899999999 is below 0.9"),
        (0.999999, 0.9999995, "0.999999 is below 0.9999995"),
    ],
)
def test_a_rate_that_just_fails_is_told_in_as_many_digits_as_show_it(value, least, failure):
    found = gate_failures(totals(support_rate=value), {"support_rate": least}, False)
    assert found == [f"support rate {failure}"]


@pytest.mark.parametrize("name", ["support_rate", "citation_recall", "citation_precision"])
def test_gate_names_each_rate_that_does_not_reach_it(name):
    (failure,) = gate_failures(totals(**{name: 0.8999}), 0.9, allow_unchecked=True)
    assert failure == f"{name.replace('_', ' ')} 0.8999 is below 0.9"
    (failure,) = gate_failures(totals(**{name: None}), 0.0, allow_unchecked=True)
    assert "could not be measured" in failure


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"unchecked": 2}, "claim"), ({"citations": {"unchecked": 2}}, "citation")],
)
def test_gate_fails_on_what_was_not_checked_unless_told_otherwise(changes, kind):
    (failure,) = gate_failures(totals(**changes), 0.0, allow_unchecked=False)
    assert failure.startswith(f"2 {kind}(s) could not be checked")
    assert gate_failures(totals(**changes), 0.0, allow_unchecked=True) == []


def test_gate_looks_at_the_rates_that_are_named():
    poor = totals(citation_recall=0.1, citation_precision=None)
    assert gate_failures(poor, {"support_rate": 0.9}, allow_unchecked=False) == []
    assert gate_failures(
        poor, {"support_rate": 0.9, "citation_recall": 0.2}, allow_unchecked=False
    ) == ["citation recall 0.100 is below 0.2"]


def test_unchecked_citations_matter_where_a_rate_of_citations_is_named():
    one = totals(citations={"unchecked": 1})
    assert gate_failures(one, {"support_rate": 0.9}, allow_unchecked=False) == []
    assert gate_failures(one, {}, allow_unchecked=False, most_contradicted=2) == []
    for rate in ("citation_recall", "citation_precision"):
        assert len(gate_failures(one, {rate: 0.9}, allow_unchecked=False)) == 1
    for least in ({"support_rate": 0.9}, {}):
        assert len(gate_failures(totals(unchecked=1), least, allow_unchecked=False)) == 1


def test_gate_counts_contradicted_claims():
    assert gate_failures(totals(), {}, allow_unchecked=False, most_contradicted=2) == []
    assert gate_failures(totals(), {}, allow_unchecked=False, most_contradicted=1) == [
        "2 claim(s) are contradicted, more than 1"
    ]
    (failure,) = gate_failures(totals(claims=0), {}, False, most_contradicted=0)
    assert "there was nothing to check" in failure


def test_answers_without_citations_are_no_pass(judge):
    sums = Totals()
    sums.add(judge(f"{CLAIM}. Moss is green."))
    failures = gate_failures(sums.to_dict(), 0.5, allow_unchecked=False)
    assert [f.split(" 0")[0] for f in failures] == ["citation recall", "citation precision"]


# -- the run and the samples --------------------------------------------------------------------


def test_samples_are_judged_as_well_as_was_measured(sample_audit):
    """Measured: 32 of 33 verdicts, 26 of 28 citations, 33 of 33 uncited."""
    report = sample_audit
    expected = {r["id"]: r["sentences"] for r in read_jsonl(SAMPLES / "answers.expected.jsonl")}
    assert [a.id for a in report.answers] == list(expected)
    verdicts, citations, uncited = [], [], []
    for audited in report.answers:
        for found, wanted in zip(audited.attributions, expected[audited.id], strict=True):
            assert found.claim.text == wanted["text"]
            verdicts.append(found.verdict.value == wanted["verdict"])
            uncited.append(found.uncited == wanted["uncited"])
            got = {c.target: c.status.value for c in found.citations}
            citations += [got.get(k) == status for k, status in wanted["citations"].items()]
    print(f"{sum(verdicts)}/{len(verdicts)} {sum(citations)}/{len(citations)} {sum(uncited)}")
    assert (len(verdicts), len(citations)) == (33, 28)
    assert sum(verdicts) >= 31
    assert sum(citations) >= 25
    assert sum(uncited) >= 32
    assert report.totals["answers"] == 10
    assert report.totals["malformed"] == 0
    assert gate_failures(report.totals, 0.9, allow_unchecked=False)


def test_a_run_counts_while_it_goes_and_reads_no_further_than_one_batch(embedder, library):
    taken = []

    def endless():
        while True:
            taken.append(None)
            yield from rows_of([{"answer": f"{CLAIM} [3].", "contexts": TREES}])

    run = AuditRun(endless(), index=library, scorer=WordScorer())
    answers = iter(run)
    assert next(answers).citation_recall == 1.0
    assert next(answers).citation_recall == 1.0
    assert len(taken) == TOGETHER
    assert run.totals.answers == 2
    assert run.provenance.scorer["name"] == "words"
    assert run.provenance.index_fingerprint == library.fingerprint


def test_an_index_is_searched_as_the_settings_say_that_are_recorded(library, monkeypatch):
    searched = []
    monkeypatch.setattr(grounds, "Retriever", lambda index, settings: searched.append(settings))
    settings = library.settings.model_copy(update={"candidates": 7, "dense_weight": 1.0})
    run = AuditRun([], index=library, settings=settings, scorer=WordScorer())
    assert run.provenance.settings == {"candidates": 7, "dense_weight": 1.0}
    assert [(s.candidates, s.dense_weight) for s in searched] == [(7, 1.0)]


def test_a_report_is_json_and_the_same_twice(library):
    answers = [{"answer": "The rated power is 21 MW [1].", "contexts": TREES}, {"answer": 5}, "x"]
    one, two = (json.dumps(audit(answers, index=library).to_dict()) for _ in range(2))
    assert one == two
    report = json.loads(one)
    assert report["schema"] == "attrib.audit/1"
    assert [a["error"] is None for a in report["answers"]] == [True, False, False]
    assert report["totals"]["malformed"] == 2


def test_what_is_said_of_an_answer_does_not_depend_on_the_others(library, embedder):
    """More answers than are scored together, alone and in one run."""
    rows = [
        {"id": str(i), "answer": f"The mill has {i} floors [1]. Moss is green [2].",
         "contexts": [f"The mill has {i % 3} floors.", "Moss is green and old."]}
        for i in range(20)
    ]  # fmt: skip
    together = audit(rows).answers
    assert [one.id for one in together] == [row["id"] for row in rows]
    for row, one in list(zip(rows, together, strict=True))[::9]:
        (alone,) = audit([row]).answers
        assert [a.verdict for a in alone.attributions] == [a.verdict for a in one.attributions]
        assert [a.citations for a in alone.attributions] == [a.citations for a in one.attributions]
        for left, right in zip(alone.attributions, one.attributions, strict=True):
            assert left.probability == pytest.approx(right.probability, abs=1e-4)
