"""What changed between two files of answers, question by question."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.asking import AskDiff, AskedQuestion, AskReport, compare_answers
from attrib.asking.differences import AskedDiff
from attrib.auditing import worse_failures
from attrib.types import (
    Answer,
    Attribution,
    Claim,
    Evidence,
    Passage,
    Provenance,
    QuestionPart,
    Reading,
    Repair,
    RepairStep,
    RetrievedPassage,
    ShortAnswer,
    Source,
    Span,
    Verdict,
)

QUAY = "The north quay is 120 metres long."
WIDE = "The north quay is 12 metres wide."
DOGS = "Dogs on a lead are welcome in the exhibition."
MADE = Provenance(
    attrib_version="0.1.0", embedder={"name": "mini"}, generator={"name": "extractive"},
    scorer={"name": "support"}, index_fingerprint="aa", settings={"top_k": 8},
)  # fmt: skip


def said(text: str, verdict: str = "supported", quote: str = "d1:words") -> Attribution:
    document, words = quote.split(":")
    evidence = (Evidence(document, 0, len(words), words, 0.9),)
    return Attribution(Claim(text, 0, len(text)), Verdict(verdict), 0.9, evidence)


def answer(
    question: str, *claims: Attribution, short: str = "", confidence: float = 0.9,
    provenance: Provenance = MADE,
) -> Answer:  # fmt: skip
    """An answer of these claims, which cites what they quote; an abstention without any."""
    cited = dict.fromkeys(e.document_id for claim in claims for e in claim.evidence)
    sources = tuple(Source(name, f"docs/{name}.md", "") for name in cited)
    passage = Passage("d9", 0, 5, "words", (Span(0, 5),))
    reading = Reading(0.5, 0.5, Span(0, 5), ((0, 0.5),))
    return Answer(
        question=question,
        text=" ".join(f"{claim.claim.text} [1]" for claim in claims) or "No answer.",
        attributions=claims, sources=sources, abstained=not claims, confidence=confidence,
        passages=(RetrievedPassage(passage, Source("d9", "docs/d9.md", ""), 1, 1, reading=reading),),
        provenance=provenance,
        short_answer=ShortAnswer("d1", 0, len(short), short, 0.9) if short else None,
    )  # fmt: skip


def asked(given: Answer | None, name: str | None = None, line: int = 1) -> AskedQuestion:
    return AskedQuestion(name, line, given, None if given else "line 1: bad")


def report(*questions: AskedQuestion) -> AskReport:
    return AskReport(questions, {})


def compared(before: Answer | None, after: Answer | None) -> AskDiff:
    """The difference of two files with one question each, which have the same id."""
    return compare_answers(*(report(asked(one, "a")) for one in (before, after)))


def only(diff: AskDiff) -> AskedDiff:
    (one,) = diff.answers
    return one


def counts(diff: AskDiff) -> dict[str, int]:
    """What is counted and is not nothing."""
    return {k: v for k, v in diff.totals.items() if v and k not in ("before", "after")}


# -- what changed in an answer ----------------------------------------------------------------


def test_an_answer_that_became_an_abstention_is_worse_and_the_way_back_is_not():
    there = compared(answer("How long?", said(QUAY)), answer("How long?", confidence=0.1))
    assert counts(there) == {"changed": 1, "no_longer_answered": 1, "gone": 1}
    found = only(there)
    assert (found.before.outcome.value, found.after.outcome.value) == ("answered", "abstained")
    assert (found.before.text, found.after.text) == (QUAY, "No answer.")
    assert (found.before.confidence, found.after.confidence) == (0.9, 0.1)
    assert (found.sources_gone, found.sources_new) == (("docs/d1.md",), ())
    assert worse_failures(there.totals) == ["1 question(s) are no longer answered"]
    back = compared(answer("How long?"), answer("How long?", said(QUAY)))
    assert counts(back) == {"changed": 1, "newly_answered": 1, "new": 1}
    assert worse_failures(back.totals) == []


def test_a_part_that_is_not_answered_any_more_is_worse():
    parts = [
        (QuestionPart("How long?", True, 0.9, None), QuestionPart("how wide?", there, 0.9, None))
        for there in (True, False)
    ]
    both, one = (replace(answer("How long and how wide?", said(QUAY)), parts=p) for p in parts)
    there = compared(both, one)
    assert counts(there) == {"changed": 1, "no_longer_answered": 1}
    assert only(there).after.unanswered == ("how wide?",)
    assert worse_failures(there.totals) == ["1 question(s) are no longer answered"]
    back = compared(one, both)
    assert counts(back) == {"changed": 1, "newly_answered": 1}
    assert not compared(one, one).changed


def test_a_row_that_became_malformed_is_no_longer_answered():
    diff = compared(answer("How long?", said(QUAY)), None)
    assert counts(diff) == {"changed": 1, "no_longer_answered": 1, "gone": 1}
    assert only(diff).after.text is None
    assert counts(compared(answer("How long?"), None)) == {"changed": 1}
    assert not compared(None, None).changed


def test_another_short_answer():
    diff = compared(*(answer("How long?", said(QUAY), short=s) for s in ("120", "120 metres")))
    assert counts(diff) == {"changed": 1, "other_short_answer": 1}
    assert (only(diff).before.short_answer, only(diff).after.short_answer) == ("120", "120 metres")


def test_another_text_is_told_claim_by_claim():
    diff = compared(answer("How long?", said(QUAY)), answer("How long?", said(WIDE), said(DOGS)))
    assert counts(diff) == {"changed": 1, "other_text": 1, "reworded": 1, "new": 1}
    assert only(diff).after.text == f"{WIDE} {DOGS}"


def test_sentences_in_another_order_are_another_text():
    two = (said(QUAY), said(DOGS))
    diff = compared(answer("How long?", *two), answer("How long?", *two[::-1]))
    assert counts(diff) == {"changed": 1, "other_text": 1}
    assert only(diff).claims == ()


def test_a_verdict_that_became_worse():
    diff = compared(
        answer("How long?", said(QUAY)), answer("How long?", said(QUAY, "partial"), confidence=0.8)
    )
    assert counts(diff) == {"changed": 1, "worse": 1}
    assert worse_failures(diff.totals) == ["1 claim(s) became worse"]


@pytest.mark.parametrize(("quote", "moved"), [("d2:words", True), ("d1:other words", False)])
def test_another_quote_and_another_document(quote, moved):
    after = answer("How long?", said(QUAY, quote=quote))
    diff = compared(answer("How long?", said(QUAY)), after)
    assert counts(diff) == {"changed": 1, "evidence": 1} | ({"other_sources": 1} if moved else {})
    found = only(diff)
    assert (found.sources_gone, found.sources_new) == (
        (("docs/d1.md",), ("docs/d2.md",)) if moved else ((), ())
    )
    (gone,), (new,) = found.claims[0].evidence_gone, found.claims[0].evidence_new
    assert (gone.uri, gone.quote) == ("docs/d1.md", "words")
    assert (new.uri, new.quote) == (f"docs/{quote[:2]}.md", quote[3:])


def test_what_speaks_against_a_claim_is_named_by_its_uri_though_it_is_not_cited():
    against = replace(said(QUAY), contradicting=(Evidence("d9", 0, 5, "words", 0.9),))
    diff = compared(answer("How long?", said(QUAY)), answer("How long?", against))
    ((claim,),) = (one.claims for one in diff.answers)
    assert [(e.uri, e.contradicts) for e in claim.evidence_new] == [("docs/d9.md", True)]


def test_a_confidence_or_the_wording_of_a_question_alone_is_no_change():
    before = answer("How long?", said(QUAY), confidence=0.9)
    assert not compared(before, answer("What length?", said(QUAY), confidence=0.5)).changed


# -- which question is which ------------------------------------------------------------------


def test_questions_without_an_id_are_known_by_their_words():
    before = report(asked(answer("How long?", said(QUAY))), asked(answer("Dogs?"), line=2))
    after = report(
        asked(answer("New?")),
        asked(answer("Dogs?"), line=2),
        asked(answer("How long?", said(WIDE)), "named", line=3),
    )
    diff = compare_answers(before, after)
    assert (diff.removed, diff.added) == ((), ("New?",))
    assert [(one.id, one.line) for one in diff.answers] == [("named", 3)]


def test_an_id_goes_before_the_words():
    before = report(
        asked(answer("Dogs?", said(DOGS)), "a"), asked(answer("Long?", said(QUAY)), "b")
    )
    after = report(asked(answer("Long?", said(DOGS)), "a"), asked(answer("Dogs?", said(QUAY)), "b"))
    assert not compare_answers(before, after).changed


def test_an_answer_that_is_missing_is_worse_and_a_malformed_row_is_none():
    before = report(
        asked(answer("How long?", said(QUAY)), "a"), asked(answer("Dogs?")), asked(None)
    )
    diff = compare_answers(before, report(asked(None, line=7), asked(answer("Cats?"))))
    assert (diff.removed, diff.added) == (("Dogs?", "a"), ("Cats?",))
    assert worse_failures(diff.totals) == ["2 answer(s) are missing that were there before"]


def test_the_worst_comes_first():
    names = ("better", "worse", "lost", "short")
    before = {
        "better": answer("1", said(QUAY, "partial")), "worse": answer("2", said(QUAY)),
        "lost": answer("3", said(QUAY)), "short": answer("4", said(QUAY), short="a"),
    }  # fmt: skip
    after = {
        "better": answer("1", said(QUAY)), "worse": answer("2", said(QUAY, "contradicted")),
        "lost": answer("3"), "short": answer("4", said(QUAY), short="b"),
    }  # fmt: skip
    sides = (report(*(asked(side[name], name) for name in names)) for side in (before, after))
    assert [one.id for one in compare_answers(*sides).answers] == [
        "lost", "worse", "short", "better",
    ]  # fmt: skip


# -- how they were made -----------------------------------------------------------------------


def test_what_made_the_answers_is_told_once_and_what_was_mended_is_not():
    repair = Repair("A sentence.", RepairStep.DROPPED, "", None, True)
    other = replace(MADE, index_fingerprint="bb", settings={"top_k": 9}, repairs=(repair,))
    questions = ("How long?", "How wide?")
    before, after = (
        report(*(asked(answer(q, said(QUAY), provenance=made)) for q in questions))
        for made in (MADE, other)
    )
    diff = compare_answers(before, after)
    assert not diff.changed
    assert [(one.name, one.before, one.after) for one in diff.provenance] == [
        ("index_fingerprint", "aa", "bb"), ("settings.top_k", 8, 9),
    ]  # fmt: skip


# -- files ------------------------------------------------------------------------------------


def test_files_say_the_same_as_what_they_were_written_from(tmp_path):
    before = report(asked(answer("How long?", said(QUAY), short="120"), "a"), asked(None, line=2))
    after = report(asked(answer("How long?", said(WIDE)), "a"), asked(answer("Dogs?"), line=2))
    expected = compare_answers(before, after).to_dict()
    whole, lines = tmp_path / "whole.json", tmp_path / "lines.jsonl"
    for indent in (None, 2):
        whole.write_text(json.dumps(after.to_dict(), indent=indent), encoding="utf-8-sig")
        lines.write_text("\n\n".join(json.dumps(one.to_dict()) for one in before.questions))
        assert compare_answers(lines, str(whole)).to_dict() == expected


@pytest.mark.parametrize("indent", [None, 2])
def test_an_answer_that_stands_alone_is_a_file_of_one(tmp_path, indent):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer("How long?", said(QUAY)).to_dict(), indent=indent))
    later = report(asked(answer("How long?", said(WIDE)), "a"))
    assert counts(compare_answers(path, later)) == {"changed": 1, "other_text": 1, "reworded": 1}


def test_comparing_needs_no_torch(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(report(asked(answer("Why?"))).to_dict()))
    script = (
        "import sys; from attrib.asking import compare_answers; "
        "compare_answers('a.json', 'a.json'); sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 0


# -- what always holds ------------------------------------------------------------------------

CLAIMS = st.builds(
    said,
    st.sampled_from([QUAY, WIDE, DOGS, "Dogs."]),
    st.sampled_from([v.value for v in Verdict]),
    st.sampled_from(["d1:It is.", "d2:It is.", "d1:So."]),
)
GIVEN = st.none() | st.lists(CLAIMS, max_size=3).flatmap(
    lambda claims: st.builds(
        lambda question, short: answer(question, *claims, short=short if claims else ""),
        st.sampled_from(["Long?", "Wide?"]),
        st.sampled_from(["", "120"]),
    )
)
REPORTS = st.dictionaries(st.sampled_from("abc"), GIVEN, max_size=3).map(
    lambda found: report(*(asked(one, name, n) for n, (name, one) in enumerate(found.items())))
)


def test_the_order_of_the_lines_does_not_matter():
    before = [asked(answer(f"{n}?", said(QUAY)), str(n), n) for n in range(20)]
    after = [asked(answer(f"{n}?", said(QUAY, "partial")), str(n), n) for n in range(5, 25)]
    expected = compare_answers(report(*before), report(*after)).to_dict()
    for seed in range(3):
        mixed = [random.Random(seed).sample(side, len(side)) for side in (before, after)]
        assert compare_answers(*(report(*side) for side in mixed)).to_dict() == expected


@given(REPORTS)
def test_nothing_changed_between_answers_and_themselves(one):
    diff = compare_answers(one, one)
    assert not diff.changed
    assert diff.provenance == ()
    assert worse_failures(diff.totals) == []


@given(REPORTS, REPORTS)
def test_the_way_back_is_the_mirror_of_the_way(before, after):
    there, back = compare_answers(before, after), compare_answers(after, before)
    swaps = {
        "worse": "better", "new": "gone", "removed": "added", "before": "after",
        "no_longer_answered": "newly_answered",
    }  # fmt: skip
    swaps |= {other: one for one, other in swaps.items()}
    for kind in there.totals.keys() - {"unchecked"}:
        assert there.totals[kind] == back.totals[swaps.get(kind, kind)], kind
    assert sorted(there.removed) == sorted(back.added)
    sides = [sorted((str(d.before), str(d.after)) for d in diff.answers) for diff in (there, back)]
    assert sides[0] == sorted((before, after) for after, before in sides[1])
