"""What changed between two audits, claim by claim."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.auditing import compare_audits, worse_failures
from attrib.auditing.differences import AuditDiff, ClaimDiff, Direction, direction
from attrib.errors import InputError
from attrib.types import (
    AnswerAudit,
    Attribution,
    AuditReport,
    Citation,
    CitationStatus,
    Claim,
    Evidence,
    Provenance,
    Source,
    Verdict,
)

QUAY = "The north quay is 120 metres long."
BUILT = "It was built in 1954."
DOGS = "Dogs on a lead are welcome in the exhibition."
MADE = Provenance(
    attrib_version="0.1.0",
    embedder={"name": "mini"},
    generator={"name": "none"},
    scorer={"name": "support", "thresholds": {"supported": 0.5}},
    index_fingerprint="aa",
    settings={"candidates": 50},
)
SOURCES = (Source("d1", "docs/quay.md", "Quay"), Source("d2", "docs/harbour.md", "Harbour"))


def said(
    text: str,
    verdict: str = "supported",
    probability: float | None = 0.9,
    cites: str = "",
    quotes: tuple[str, ...] = (),
    against: tuple[str, ...] = (),
    reasons: tuple[str, ...] = (),
) -> Attribution:
    """A claim. ``cites``: ``1:valid:d1 2:dangling``. ``quotes``: ``d1:words`` each."""
    marks = [(*mark.split(":"), None)[:3] for mark in cites.split()]
    return Attribution(
        Claim(text, 0, len(text)), Verdict(verdict), probability, reasons=reasons,
        evidence=tuple(map(quoted, quotes)), contradicting=tuple(map(quoted, against)),
        citations=tuple(
            Citation(f"[{target}]", 0, 3, target, CitationStatus(status), document)
            for target, status, document in marks
        ),
    )  # fmt: skip


def quoted(text: str) -> Evidence:
    document, words = text.split(":")
    return Evidence(document, 0, len(words), words, 0.9)


def answer(name: str, *claims: Attribution, line: int = 1, recall: float = 1.0) -> AnswerAudit:
    return AnswerAudit(
        name, line, "How long?", " ".join(c.claim.text for c in claims), claims, SOURCES,
        citation_recall=recall, citation_precision=1.0, support_rate=1.0,
    )  # fmt: skip


def audited(*answers: AnswerAudit, provenance: Provenance = MADE) -> AuditReport:
    return AuditReport(answers, {}, provenance)


def compared(before: Attribution | None, after: Attribution | None) -> AuditDiff:
    """The difference of two audits of one answer that has this claim, or none."""
    sides = (audited(answer("a", *([claim] if claim else []))) for claim in (before, after))
    return compare_audits(*sides)


def only(diff: AuditDiff) -> ClaimDiff:
    ((claim,),) = (one.claims for one in diff.answers)
    return claim


def counts(diff: AuditDiff) -> dict[str, int]:
    """What is counted and is not nothing."""
    return {k: v for k, v in diff.totals.items() if v and k not in ("before", "after")}


# -- verdicts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("supported", "partial", "worse"),
        ("partial", "unsupported", "worse"),
        ("unsupported", "contradicted", "worse"),
        ("supported", "unchecked", "worse"),
        ("partial", "unchecked", "worse"),
        ("unsupported", "unchecked", "neither"),
        ("contradicted", "unchecked", "neither"),
        ("supported", "not_a_claim", "neither"),
        ("contradicted", "not_a_claim", "neither"),
        ("unchecked", "not_a_claim", "neither"),
    ],
)
def test_a_verdict_goes_one_way_and_back_the_other(before, after, way):
    back = {"worse": "better", "neither": "neither"}[way]
    for old, new, expected in ((before, after, way), (after, before, back)):
        diff = compared(said(QUAY, old, 0.8), said(QUAY, new, 0.2))
        claim = only(diff)
        assert claim.direction is Direction(expected)
        assert claim.before and claim.after
        assert (claim.before.verdict.value, claim.before.probability) == (old, 0.8)
        assert (claim.after.verdict.value, claim.after.probability) == (new, 0.2)
        assert diff.totals[expected] == 1


@pytest.mark.parametrize("verdict", Verdict)
def test_the_same_verdict_went_nowhere(verdict):
    assert direction(verdict, verdict) is Direction.NEITHER
    assert not compared(said(QUAY, verdict.value, 0.8), said(QUAY, verdict.value, 0.7)).changed


# -- which claim is which ---------------------------------------------------------------------


def test_a_reworded_claim_is_compared_with_what_it_was():
    diff = compared(said(QUAY), said("The north quay is 300 metres long.", "contradicted"))
    claim = only(diff)
    assert claim.reworded and claim.direction is Direction.WORSE
    assert counts(diff) == {"changed": 1, "reworded": 1, "worse": 1}


def test_other_claims_are_new_and_gone():
    diff = compared(said(QUAY), said(DOGS, "unsupported"))
    new, gone = diff.answers[0].claims
    assert (new.before, new.after and new.after.text, new.direction) == (None, DOGS, None)
    assert (gone.before and gone.before.text, gone.after, gone.direction) == (QUAY, None, None)
    assert counts(diff) == {"changed": 1, "new": 1, "gone": 1}


def test_the_same_text_goes_before_the_nearest_and_the_nearest_before_the_near():
    near, nearer = "The north quay is 90 feet long.", "The north quay is 12 metres long."
    before = audited(answer("a", said(near), said(QUAY), said(BUILT)))
    after = audited(answer("a", said(BUILT), said(nearer), said("The north quay is wide.")))
    pairs = {
        (claim.before and claim.before.text, claim.after and claim.after.text)
        for claim in compare_audits(before, after).answers[0].claims
    }
    assert pairs == {(QUAY, nearer), (near, "The north quay is wide.")}


def test_the_same_sentence_twice_is_two_claims():
    before = audited(answer("a", said(QUAY), said(QUAY, "partial")))
    assert not compare_audits(before, before).changed
    after = audited(answer("a", said(QUAY), said(QUAY), said(QUAY)))
    assert counts(compare_audits(before, after)) == {"changed": 1, "better": 1, "new": 1}


def test_what_asserts_nothing_is_neither_new_nor_gone_nor_reworded():
    lead = said("Here is what I found:", "not_a_claim", None, cites="1:unchecked")
    assert not compared(None, lead).changed
    assert not compared(lead, said("Here is what I have found:", "not_a_claim", None)).changed


def test_a_sentence_without_end_is_compared_all_the_same():
    long = "The quay " + "x" * 100_000
    assert only(compared(said(long), said(long + "."))).reworded


# -- citations and evidence -------------------------------------------------------------------


def test_citations_whose_status_changed():
    before = said(QUAY, cites="1:valid:d1 2:dangling 3:valid:d3")
    after = said(QUAY, cites="1:wrong:d1 2:valid:d2 4:valid:d4")
    diff = compared(before, after)
    found = {
        c.target: (c.before and c.before.value, c.after and c.after.value)
        for c in only(diff).citations
    }
    assert found == {
        "1": ("valid", "wrong"),
        "2": ("dangling", "valid"),
        "3": ("valid", None),
        "4": (None, "valid"),
    }
    assert counts(diff) == {"changed": 1, "citations": 4}


def test_sources_that_are_numbered_anew_are_no_change():
    before = said(QUAY, cites="1:valid:d1 2:wrong:d2")
    assert not compared(before, said(QUAY, cites="1:wrong:d2 2:valid:d1")).changed


@pytest.mark.parametrize("other", ["d2:It is long.", "d1:It is very long."])
@pytest.mark.parametrize("side", ["quotes", "against"])
def test_evidence_from_another_document_or_in_other_words(other, side):
    before, after = (said(QUAY, **{side: (quote,)}) for quote in ("d1:It is long.", other))
    diff = compared(before, after)
    (gone,), (new,) = only(diff).evidence_gone, only(diff).evidence_new
    assert (gone.document_id, gone.uri, gone.quote) == ("d1", "docs/quay.md", "It is long.")
    assert f"{new.document_id}:{new.quote}" == other
    assert gone.contradicts is new.contradicts is (side == "against")
    assert counts(diff) == {"changed": 1, "evidence": 1}


def test_evidence_of_another_verdict_is_told_and_not_counted_as_its_own_change():
    diff = compared(
        said(QUAY, quotes=("d1:It is.",)), said(QUAY, "contradicted", against=("d1:It is.",))
    )
    assert [e.contradicts for e in only(diff).evidence_new] == [True]
    assert counts(diff) == {"changed": 1, "worse": 1}


# -- answers, rates, provenance ---------------------------------------------------------------


def test_answers_of_one_audit_only():
    before = audited(answer("b", said(QUAY), line=2), answer("a", said(QUAY), line=1))
    after = audited(answer("c", said(QUAY)))
    diff = compare_audits(before, after)
    assert (diff.removed, diff.added, diff.answers) == (("a", "b"), ("c",), ())
    assert counts(diff) == {"removed": 2, "added": 1}


PRICE = said("The price is 5 euros.")
TOUR, SHORTER = said("The tour lasts two hours."), said("The tour lasts one hour.", "contradicted")


def unnamed(*rows: tuple[str | None, Attribution]) -> AuditReport:
    """An audit of rows without ids: each is called by its line."""
    answers = (replace(answer(str(n), c, line=n), question=q) for n, (q, c) in enumerate(rows, 1))
    return audited(*answers)


def test_rows_without_ids_are_the_same_that_answer_the_same_question():
    before = unnamed(("Price?", PRICE), ("Tour?", TOUR))
    mixed = compare_audits(before, unnamed(("Tour?", TOUR), ("Price?", PRICE)))
    assert counts(mixed) == {"unchanged": 2}
    more = compare_audits(
        before, unnamed(("Dogs?", said(DOGS)), ("Price?", PRICE), ("Tour?", SHORTER))
    )
    assert counts(more) == {"added": 1, "changed": 1, "unchanged": 1, "worse": 1, "reworded": 1}
    assert [(one.id, one.question) for one in more.answers] == [("3", "Tour?")]
    assert more.added == ("1",)
    assert worse_failures(more.totals) == ["1 claim(s) became worse"]


def test_a_question_without_an_id_that_is_missing_is_not_another_in_its_line():
    diff = compare_audits(unnamed(("Price?", PRICE)), unnamed(("Are dogs allowed?", said(DOGS))))
    assert counts(diff) == {"removed": 1, "added": 1}
    reworded = unnamed(("How much is the price of a ticket?", PRICE))
    asked = unnamed(("How much is the price of the ticket?", PRICE))
    assert counts(compare_audits(reworded, asked)) == {"unchanged": 1}


def test_rows_without_ids_that_answer_one_question_or_none():
    for question in ("What is known?", None):
        before = unnamed((question, PRICE), (question, TOUR))
        same = unnamed((question, TOUR), (question, PRICE))
        assert counts(compare_audits(before, same)) == {"unchanged": 2}
        worse = unnamed((question, PRICE), (question, SHORTER))
        changes = {"changed": 1, "unchanged": 1, "worse": 1, "reworded": 1}
        assert counts(compare_audits(before, worse)) == changes


def test_an_id_of_its_own_goes_before_the_question_and_a_line_is_no_id():
    before = audited(answer("a", PRICE, line=1), answer("2", TOUR, line=2))
    after = audited(answer("1", TOUR, line=1), answer("a", PRICE, line=2))
    assert counts(compare_audits(before, after)) == {"unchanged": 2}


def test_numbers_that_rows_gave_as_ids_hold_when_the_rows_move():
    before = unnamed(("Price?", PRICE), ("Tour?", TOUR), ("Dogs?", said(DOGS)))
    moved = [replace(one, line=n) for n, one in enumerate(before.answers[1:], 1)]
    assert counts(compare_audits(before, audited(*moved))) == {"removed": 1, "unchanged": 2}


def test_rates_are_those_of_all_answers_of_each_audit():
    before = audited(answer("a", said(QUAY)), answer("b", said(BUILT, "unsupported"), recall=0.0))
    totals = compare_audits(before, audited(answer("a", said(QUAY)))).totals
    assert [totals[side]["answers"] for side in ("before", "after")] == [2, 1]
    assert [totals[side]["support_rate"] for side in ("before", "after")] == [0.5, 1.0]
    assert [totals[side]["citation_recall"] for side in ("before", "after")] == [0.5, 1.0]


def test_the_worst_comes_first():
    fine = said(BUILT)
    before = audited(
        answer("better", said(QUAY, "partial"), line=1),
        answer("gone", said(QUAY), fine, line=2),
        answer("worse", said(DOGS, "unsupported"), said(BUILT), said(QUAY), line=3),
        answer("unchecked", said(QUAY, "contradicted"), line=4),
    )
    after = audited(
        answer("better", said(QUAY), line=1),
        answer("gone", fine, line=2),
        answer("worse", said(DOGS), said(BUILT, "partial"), said(QUAY, "contradicted"), line=3),
        answer("unchecked", said(QUAY, "unchecked", None), line=4),
    )
    diff = compare_audits(before, after)
    assert [one.id for one in diff.answers] == ["worse", "unchecked", "gone", "better"]
    assert [c.after.text for c in diff.answers[0].claims if c.after] == [QUAY, BUILT, DOGS]


def test_what_differs_in_how_the_audits_were_made():
    scorer = {"name": "support", "thresholds": {"supported": 0.6}, "device": "cpu"}
    other = replace(MADE, attrib_version="0.2.0", scorer=scorer, index_fingerprint="bb")
    diff = compare_audits(audited(provenance=MADE), audited(provenance=other))
    assert not diff.changed and diff.provenance is not None
    assert {one.name: (one.before, one.after) for one in diff.provenance} == {
        "attrib_version": ("0.1.0", "0.2.0"),
        "scorer.thresholds.supported": (0.5, 0.6),
        "scorer.device": (None, "cpu"),
        "index_fingerprint": ("aa", "bb"),
    }


# -- the gate ---------------------------------------------------------------------------------


def failures(before: Attribution | None, after: Attribution | None) -> list[str]:
    return worse_failures(compared(before, after).totals)


def test_the_gate():
    assert failures(said(QUAY), said(QUAY)) == []
    assert failures(said(QUAY, "partial"), said(QUAY)) == []
    assert failures(said(QUAY), said(DOGS)) == []
    assert failures(said(QUAY), said(QUAY, "partial")) == ["1 claim(s) became worse"]
    missing = compare_audits(audited(answer("a", said(QUAY))), audited()).totals
    assert worse_failures(missing) == ["1 answer(s) are missing that were there before"]


def test_the_gate_fails_on_what_became_unchecked():
    fault = ["1 claim(s) or citation(s) became unchecked: see their reasons"]
    unchecked = said(QUAY, "unchecked", None)
    assert failures(said(QUAY, "contradicted"), unchecked) == fault
    assert failures(None, unchecked) == fault
    assert failures(said(QUAY, cites="1:valid:d1"), said(QUAY, cites="1:unchecked")) == fault
    assert failures(unchecked, unchecked) == failures(unchecked, said(QUAY)) == []


# -- files ------------------------------------------------------------------------------------


def lines(report: AuditReport) -> bytes:
    return b"".join(json.dumps(a.to_dict()).encode() + b"\n" for a in report.answers)


def test_files_of_both_kinds_and_reports_compare_alike(tmp_path):
    before = audited(answer("a", said(QUAY, quotes=("d1:It is.",))), answer("b", said(DOGS)))
    after = audited(answer("a", said(QUAY, "partial", cites="1:wrong:d1")), answer("b", said(DOGS)))
    expected = compare_audits(before, after).to_dict()
    plain = tmp_path / "before.jsonl"
    plain.write_bytes(lines(before))
    for name, indent in (("short.json", None), ("long.json", 2)):
        path = tmp_path / name
        path.write_text(json.dumps(after.to_dict(), indent=indent), encoding="utf-8-sig")
        assert compare_audits(plain, path).to_dict() == {**expected, "provenance": None}
        assert compare_audits(before, str(path)).to_dict() == expected


def test_the_order_of_the_lines_does_not_matter(tmp_path):
    names = [f"answer {n}" for n in range(20)]
    before = [answer(n, said(QUAY), line=i) for i, n in enumerate(names)]
    after = [answer(n, said(QUAY, "partial"), line=i) for i, n in enumerate(names[5:])]
    expected = compare_audits(audited(*before), audited(*after)).to_dict()
    for seed in range(3):
        mixed = [random.Random(seed).sample(side, len(side)) for side in (before, after)]
        assert compare_audits(*(audited(*side) for side in mixed)).to_dict() == expected


def test_a_file_without_lines_is_an_audit_of_nothing(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n")
    assert compare_audits(empty, audited(answer("a", said(QUAY)))).added == ("a",)


def test_an_id_that_two_answers_have_is_refused():
    twice = audited(answer("a", said(QUAY)), answer("b", said(QUAY)), answer("a", said(DOGS)))
    with pytest.raises(InputError, match="the audit: answers 1 and 3 have the same id 'a': give"):
        compare_audits(twice, audited())


def test_comparing_needs_no_torch(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines(audited(answer("a", said(QUAY)))))
    script = (
        "import sys; from attrib.auditing import compare_audits; "
        "compare_audits('a.jsonl', 'a.jsonl'); sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 0


# -- what always holds ------------------------------------------------------------------------

TEXTS = st.sampled_from([QUAY, BUILT, DOGS, "The north quay is 300 metres long.", "Dogs.", ""])
CLAIMS = st.builds(
    said,
    TEXTS,
    st.sampled_from([v.value for v in Verdict]),
    cites=st.sampled_from(["", "1:valid:d1", "1:wrong:d1 2:dangling", "2:unchecked 1:valid:d2"]),
    quotes=st.sampled_from([(), ("d1:It is.",), ("d2:It is.", "d1:So.")]),
)
REPORTS = st.dictionaries(st.sampled_from("abc"), st.lists(CLAIMS, max_size=4), max_size=3).map(
    lambda found: audited(*(answer(name, *claims) for name, claims in found.items()))
)


UNNAMED = st.lists(st.tuples(st.sampled_from(["Price?", "Tour?", None]), CLAIMS), max_size=4)


@given(UNNAMED, UNNAMED, st.randoms())
def test_the_lines_of_questions_do_not_matter_without_ids(before, after, chance):
    asked = [{row[0]: row for row in side if row[0]} for side in (before, after)]
    expected = counts(compare_audits(*(unnamed(*side.values()) for side in asked)))
    mixed = (unnamed(*chance.sample([*side.values()], len(side))) for side in asked)
    assert counts(compare_audits(*mixed)) == expected


@given(REPORTS)
def test_nothing_changed_between_an_audit_and_itself(report):
    diff = compare_audits(report, report)
    assert not diff.changed
    assert diff.provenance == ()
    assert worse_failures(diff.totals) == []


@given(REPORTS, REPORTS)
def test_the_way_back_is_the_mirror_of_the_way(before, after):
    there, back = compare_audits(before, after), compare_audits(after, before)
    swaps = {"worse": "better", "new": "gone", "removed": "added", "before": "after"}
    swaps |= {other: one for one, other in swaps.items()}
    for kind in there.totals.keys() - {"unchecked"}:
        assert there.totals[kind] == back.totals[swaps.get(kind, kind)], kind
    assert (there.removed, there.added) == (back.added, back.removed)
    assert sorted(pairs(there)) == sorted((name, b, a) for name, a, b in pairs(back))


def pairs(diff: AuditDiff) -> list[tuple[str, str, str]]:
    """The sides of every claim that changed."""
    return [(one.id, str(c.before), str(c.after)) for one in diff.answers for c in one.claims]
