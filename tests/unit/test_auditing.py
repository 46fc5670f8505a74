"""The audit: rows as they come, citations by ALCE's rules, totals, the gate, the samples.

Measured on samples/answers.jsonl with the trained scorer: 30 of 33 verdicts, 26 of 28 citations and 33
of 33 "uncited" are what a careful person says
(samples/answers.expected.jsonl). The floors below lie a little lower.
"""

from __future__ import annotations

import itertools
import json

import pytest
from conftest import REPOSITORY, read_jsonl
from word_scorer import WordScorer

from attrib.attribution import Attributor
from attrib.attribution.claims import support_rate
from attrib.auditing import AuditRun, audit, gate_failures, grounds
from attrib.auditing.auditor import Auditor
from attrib.auditing.grounds import IndexGrounds
from attrib.auditing.metrics import (
    CitationScore,
    Mean,
    Totals,
    citation_precision,
    citation_recall,
)
from attrib.auditing.rows import Context, Reference, read_rows, rows_of
from attrib.auditing.run import TOGETHER
from attrib.errors import InputError
from attrib.types import CitationStatus, Verdict

SAMPLES = REPOSITORY / "samples"


# -- rows ---------------------------------------------------------------------------------------


def row(**fields):
    (made,) = rows_of([{"answer": "It is so [1].", **fields}])
    return made


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        (None, ()),
        ([], ()),
        (["one", "two"], (Context("1", "one"), Context("2", "two"))),
        ([{"text": "one"}], (Context("1", "one"),)),
        (
            [{"id": "a", "text": "one", "title": "T", "url": "https://e.example", "more": 1}],
            (Context("a", "one", "T", "https://e.example"),),
        ),
        (
            [{"id": 0, "text": "one"}, {"id": 1, "text": "two"}],
            (Context("0", "one"), Context("1", "two")),
        ),
        ([{"id": None, "text": "one", "title": None}], (Context("1", "one"),)),
        ([{"id": "", "text": "one"}, "two"], (Context("1", "one"), Context("2", "two"))),
        (["a\x00b"], (Context("1", "ab"),)),
        ([{"id": "a\ud800", "text": "\ud800"}], (Context("a\ufffd", "\ufffd"),)),
    ],
)
def test_contexts_in_every_form(contexts, expected):
    made = row(contexts=contexts)
    assert made.error is None
    assert made.contexts == expected


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        (None, ()),
        ([], ()),
        ({}, ()),
        (["a.md", "b.md"], (Reference("1", "a.md"), Reference("2", "b.md"))),
        ({"1": "a.md", "x": "b.md"}, (Reference("1", "a.md"), Reference("x", "b.md"))),
        (
            [{"id": "x", "uri": "a.md"}, {"id": 7, "url": "https://e.example"}],
            (Reference("x", "a.md"), Reference("7", "https://e.example")),
        ),
        ([{"uri": "a.md"}, "b.md"], (Reference("1", "a.md"), Reference("2", "b.md"))),
        ([{"id": 0, "uri": "a.md"}], (Reference("0", "a.md"),)),
    ],
)
def test_citations_in_every_form(citations, expected):
    made = row(citations=citations)
    assert made.error is None
    assert made.references == expected


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("text", "line 1 holds a str: an object is needed"),
        (None, "line 1 holds a NoneType: an object is needed"),
        ([], "line 1 holds a list: an object is needed"),
        ({}, "'answer' is missing: a string is needed"),
        ({"answer": None}, "'answer' is a NoneType: a string is needed"),
        ({"answer": 5}, "'answer' is a int: a string is needed"),
        ({"answer": " \n"}, "'answer' is empty: there is nothing to audit"),
        ({"answer": "\x00"}, "'answer' is empty"),
        ({"answer": "x", "question": 5}, "'question' is a int: a string is needed"),
        ({"answer": "x", "contexts": "text"}, "'contexts' is a str: a list is needed"),
        ({"answer": "x", "contexts": {"1": "text"}}, "'contexts' is a dict: a list is needed"),
        ({"answer": "x", "contexts": [5]}, "context 1 has no text"),
        ({"answer": "x", "contexts": ["a", {"title": "b"}]}, "context 2 has no text"),
        ({"answer": "x", "contexts": [{"text": None}]}, "context 1 has no text"),
        (
            {"answer": "x", "contexts": [{"id": "a", "text": "1"}, {"id": "a", "text": "2"}]},
            "contexts 1 and 2 have the same id 'a': give each its own, or join their texts",
        ),
        (
            {"answer": "x", "contexts": ["1", {"id": 1, "text": "2"}]},
            "contexts 1 and 2 have the same id '1'",
        ),
        ({"answer": "x", "citations": "a.md"}, "'citations' is a str: a list is needed"),
        ({"answer": "x", "citations": [{"id": "1"}]}, "citation 1 has no uri"),
        ({"answer": "x", "citations": {"1": 5}}, "citation 1 has no uri"),
        ({"answer": "x", "citations": [None]}, "citation 1 has no uri"),
    ],
)
def test_malformed_row_says_what_is_wrong(item, reason):
    (made,) = rows_of([item])
    assert made.error and made.error.startswith("line 1") and reason in made.error


def test_rows_are_named_by_their_id_or_their_line():
    rows = rows_of(
        [{"answer": "x"}, {"answer": "y", "id": "b"}, {"answer": "z", "id": 0}, {"id": []}]
    )
    assert [r.id for r in rows] == ["1", "b", "0", "4"]
    assert row(id="\ud800").id == "\ufffd", "what no file can hold is replaced"


def read(tmp_path, content: bytes):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(content)
    return list(read_rows(path))


def test_byte_order_mark_blank_lines_and_line_ends_do_not_matter(tmp_path):
    content = '\ufeff{"answer": "Größe"}\r\n\r\n   \n{"answer": "潮"}'.encode()
    assert [(r.answer, r.line, r.error) for r in read(tmp_path, content)] == [
        ("Größe", 1, None),
        ("潮", 4, None),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"answer": "Größe"}'.encode("latin-1"), "line 2 is not UTF-8: save it as UTF-8"),
        (b"\xff\xfe{", "line 2 is not UTF-8"),
        (b'{"answer": "x"', "line 2 is not JSON: "),
        (b"{'answer': 'x'}", "line 2 is not JSON: "),
        (b"[" * 200_000, "line 2 is not JSON: nested too deeply"),
        (
            b'{"answer": "x", "id": ' + b"1" * 5000 + b"}",
            "line 2 is not JSON: a number is too long",
        ),
        (b'"text"', "line 2 holds a str: an object is needed"),
        (b"null", "line 2 holds a NoneType"),
    ],
)
def test_a_line_that_cannot_be_read_does_not_end_the_run(tmp_path, line, reason):
    first, bad, last = read(tmp_path, b'{"answer": "a"}\n' + line + b'\n{"answer": "b"}\n')
    assert (first.answer, last.answer) == ("a", "b")
    assert bad.error and bad.error.startswith(reason)
    assert (bad.line, bad.id) == (2, "2")


def test_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"answers file '.*nowhere' cannot be read: No such file"):
        list(read_rows(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        list(read_rows(tmp_path))


# -- one answer, by hand ------------------------------------------------------------------------

TREES = [
    "Oak pine grow.",
    "Birch larch grow.",
    "Oak pine birch larch grow.",
    "Moss is green.",
]
CLAIM = "Oak pine birch larch grow"
"""Contexts 1 and 2 carry it together, 3 alone, 4 not at all."""


@pytest.fixture
def judge(embedder):
    def judge_answer(answer, contexts=TREES, index=None, **fields):
        (made,) = rows_of([{"answer": answer, "contexts": contexts, **fields}])
        return Auditor(Attributor(WordScorer()), embedder, index).audit([made])[0]

    return judge_answer


def statuses(audited):
    return {c.target: c.status.value for a in audited.attributions for c in a.citations}


@pytest.mark.parametrize(
    ("markers", "status", "recall", "precision"),
    [
        ("[3]", {"3": "valid"}, 1.0, 1.0),
        ("[1][2]", {"1": "valid", "2": "valid"}, 1.0, 1.0),
        # 1 is not needed beside 3, and does not suffice alone: ALCE calls it irrelevant
        ("[1][3]", {"1": "wrong", "3": "valid"}, 1.0, 0.5),
        ("[1][2][3]", {"1": "wrong", "2": "wrong", "3": "valid"}, 1.0, 1 / 3),
        ("[3, 4]", {"3": "valid", "4": "wrong"}, 1.0, 0.5),
        ("[1][2][4]", {"1": "valid", "2": "valid", "4": "wrong"}, 1.0, 2 / 3),
        ("[1]", {"1": "wrong"}, 0.0, 0.0),
        ("[4]", {"4": "wrong"}, 0.0, 0.0),
        ("[9]", {"9": "dangling"}, 0.0, 0.0),
        ("[3][9]", {"3": "valid", "9": "dangling"}, 1.0, 0.5),
        ("", {}, 0.0, 0.0),
    ],
)
def test_citations_by_the_rules_of_alce(judge, markers, status, recall, precision):
    audited = judge(f"{CLAIM} {markers}.")
    assert statuses(audited) == status
    assert audited.citation_recall == recall
    assert audited.citation_precision == pytest.approx(precision)
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.SUPPORTED, "by some context, whatever is cited"
    assert attribution.uncited == (not markers)
    assert audited.support_rate == 1.0


def test_a_wrong_or_dangling_citation_names_the_source_that_supports(judge):
    audited = judge(f"{CLAIM} [4][9].")
    ids = {source.document_id: source.uri for source in audited.sources}
    assert [ids[c.better] for c in audited.attributions[0].citations] == ["3", "3"]
    valid = judge(f"{CLAIM} [3].").attributions[0].citations[0]
    assert valid.better is None


def test_there_is_nothing_better_for_a_claim_that_nobody_supports(judge):
    (attribution,) = judge("Penguins fly south [4].").attributions
    assert attribution.verdict is Verdict.UNSUPPORTED
    assert [(c.status.value, c.better) for c in attribution.citations] == [("wrong", None)]
    assert not attribution.uncited


def test_the_source_of_the_half_that_is_true_is_no_wrong_citation(judge):
    audited = judge("Oak pine ash willow grow [1].", TREES[:1])
    assert audited.attributions[0].verdict is Verdict.PARTIAL
    assert statuses(audited) == {"1": "valid"}
    assert audited.citation_recall == 0.0


def test_a_denied_claim_is_contradicted_and_its_citation_wrong(judge):
    audited = judge("Oak grow [1].", ["False: oak grow.", "Moss."])
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.CONTRADICTED
    assert [e.quote for e in attribution.contradicting] == ["False: oak grow."]
    assert statuses(audited) == {"1": "wrong"}


def test_recall_and_precision_of_an_answer_are_over_its_claims_and_citations(judge):
    audited = judge(
        f"Which trees grow? {CLAIM} [3]. Moss is green [4][1]. Penguins fly south. Oak pine grow."
    )
    assert [a.verdict.value for a in audited.attributions] == [
        "not_a_claim", "supported", "supported", "unsupported", "supported",
    ]  # fmt: skip
    assert audited.citation_recall == 2 / 4
    assert audited.citation_precision == pytest.approx(2 / 3)
    assert audited.support_rate == 3 / 4
    assert [a.uncited for a in audited.attributions] == [False, False, False, False, True]


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


def test_a_citation_of_what_asserts_nothing_says_why_it_is_unchecked(judge):
    (attribution,) = judge("Which trees grow [1]?").attributions
    assert [c.status for c in attribution.citations] == [CitationStatus.UNCHECKED]
    assert attribution.reasons == ("the sentence asserts nothing that its citations could support",)


@pytest.mark.parametrize(
    ("answer", "contexts", "target"),
    [
        (f"{CLAIM} [0].", [{"id": 0, "text": TREES[2]}, {"id": 1, "text": TREES[3]}], "0"),
        (f"{CLAIM} [doc-7].", [TREES[3], {"id": "doc-7", "text": TREES[2]}], "doc-7"),
        (f"{CLAIM} [2].", [TREES[3], {"id": "doc-7", "text": TREES[2]}], "2"),
        (f'<cite id="doc-7">{CLAIM}.</cite>', [{"id": "doc-7", "text": TREES[2]}], "doc-7"),
        (f"{CLAIM} [1].", [{"id": "2", "text": TREES[3]}, {"id": "1", "text": TREES[2]}], "1"),
    ],
)
def test_markers_mean_the_context_of_that_id_or_else_of_that_number(
    judge, answer, contexts, target
):
    assert statuses(judge(answer, contexts)) == {target: "valid"}


@pytest.mark.parametrize("name", ["b", "https://e.example/b"])
def test_a_rows_citations_may_name_its_own_contexts(judge, name):
    contexts = [TREES[3], {"id": "b", "url": "https://e.example/b", "text": TREES[2]}]
    assert statuses(judge(f"{CLAIM} [x].", contexts, citations={"x": name})) == {"x": "valid"}


def test_context_with_an_address_that_makes_no_sense_is_audited(judge):
    audited = judge(f"{CLAIM} [1].", [{"text": TREES[2], "url": "http://[x#y"}])
    assert statuses(audited) == {"1": "valid"}


@pytest.mark.parametrize(
    "context",
    [
        f"\n\n  {CLAIM}.",
        f"Moss is green.\n\n\n\n{CLAIM}.",
        f"Moss is green.\r\n\r\n{CLAIM}.\r\n",
        f"Moss is green.\n \n   {CLAIM}.",
    ],
)
def test_offsets_point_into_the_context_as_it_came(judge, context):
    (attribution,) = judge(f"{CLAIM} [1].", [context]).attributions
    (evidence,) = attribution.evidence
    assert context[evidence.start : evidence.end] == evidence.quote
    assert CLAIM in evidence.quote


def test_a_context_is_not_the_document_whose_uri_it_has_as_its_id(judge, library):
    uri = "samples/library/visit.html"
    index = IndexGrounds(library, library.settings)
    audited = judge(
        "Drones must keep a distance of 500 m from the quay [1].",
        [{"id": uri, "text": "Moss is green."}], index,
    )  # fmt: skip
    (attribution,) = audited.attributions
    document = next(d for d in library.documents() if d.uri == uri)
    (citation,) = attribution.citations
    assert citation.status is CitationStatus.WRONG
    assert citation.document_id != document.document_id
    assert {s.document_id for s in audited.sources} >= {citation.document_id, document.document_id}


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
    assert all(a.reasons == (audited.error,) for a in audited.attributions)
    assert (audited.citation_recall, audited.support_rate) == (0.0, 0.0)


def test_malformed_row_has_one_unchecked_claim_at_least(judge):
    audited = judge(" ")
    assert [a.verdict for a in audited.attributions] == [Verdict.UNCHECKED]
    assert audited.error and "'answer' is empty" in audited.error


# -- against an index ---------------------------------------------------------------------------


def test_citations_are_held_against_the_documents_they_name(judge, library):
    index = IndexGrounds(library, library.settings)
    answer = "The rated power of the array is 21 MW [1][2][3]."
    names = ["./samples/library/data-feed.md", "samples/library/visit.html", "samples/nowhere.md"]
    audited = judge(answer, None, index, citations=names)
    found = statuses(audited)
    assert found["2"] == "wrong"
    assert found["3"] == "unchecked"
    reason = "the cited samples/nowhere.md is not in the index"
    assert reason in audited.attributions[0].reasons
    uris = {source.uri for source in audited.sources}
    assert {"samples/library/data-feed.md", "samples/library/visit.html"} <= uris


def test_markers_that_the_row_does_not_explain_are_unchecked_and_say_so(judge, library):
    audited = judge(
        "The rated power of the array is 21 MW [1].", None, IndexGrounds(library, library.settings)
    )
    assert statuses(audited) == {"1": "unchecked"}
    assert "the row does not say what its citations point to" in audited.attributions[0].reasons


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


def totals(**changes):
    fine = {
        "support_rate": 1.0,
        "citation_recall": 0.9,
        "citation_precision": 0.95,
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


@pytest.mark.parametrize("name", ["support_rate", "citation_recall", "citation_precision"])
def test_gate_names_each_rate_that_does_not_reach_it(name):
    (failure,) = gate_failures(totals(**{name: 0.8999}), 0.9, allow_unchecked=True)
    assert failure == f"{name.replace('_', ' ')} 0.900 is below 0.9"
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


def test_answers_without_citations_are_no_pass(judge):
    sums = Totals()
    sums.add(judge(f"{CLAIM}. Moss is green."))
    failures = gate_failures(sums.to_dict(), 0.5, allow_unchecked=False)
    assert [f.split(" 0")[0] for f in failures] == ["citation recall", "citation precision"]


# -- the run and the samples --------------------------------------------------------------------


def test_samples_are_judged_as_well_as_was_measured(library):
    """Measured: 30 of 33 verdicts, 26 of 28 citations, 33 of 33 uncited."""
    report = audit(SAMPLES / "answers.jsonl", index=library)
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
    assert sum(verdicts) >= 29
    assert sum(citations) >= 23
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
