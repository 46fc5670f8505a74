"""Compares two files of answers, question by question and claim by claim."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrib.asking.asked import AskedQuestion, AskReport
from attrib.asking.differences import AskDiff, AskedDiff, GivenAnswer, Outcome
from attrib.asking.run import AskTotals
from attrib.asking.saved import read_answers
from attrib.auditing.claim_diffs import claim_counts, claim_diffs
from attrib.auditing.differences import ProvenanceDiff
from attrib.auditing.pairing import equal, joined
from attrib.auditing.provenance_diffs import provenance_diffs
from attrib.provenance import as_made
from attrib.types import Answer, Source


def compare_answers(before: str | Path | AskReport, after: str | Path | AskReport) -> AskDiff:
    """What changed from the answers of one file to those of another, whatever their order.

    Each is a file that ``attrib ask`` wrote, with ``--out`` or with ``--json``, or a report. Questions
    are the same that have the same id, or else the same words; claims as in ``compare_audits``. Raises
    InputError when a file cannot be read or is something else.
    """
    old, new = read_answers(before), read_answers(after)
    # The words come second: a row that was given another id is the same question still.
    pairs = joined(old, new, equal(lambda one: one.name), equal(lambda one: one.question))
    both = [(b, a) for b, a in pairs if b and a]
    changed = [diff for pair in both if (diff := _asked_diff(*pair)).changed]
    # A malformed row has no answer that could be missed.
    removed = [b for b, a in pairs if b and b.answer and a is None]
    added = [a for b, a in pairs if a and a.answer and b is None]
    return AskDiff(
        totals={
            "before": _totals(old),
            "after": _totals(new),
            "removed": len(removed),
            "added": len(added),
            "changed": len(changed),
            "unchanged": len(both) - len(changed),
            "no_longer_answered": sum(diff.no_longer_answered for diff in changed),
            "newly_answered": sum(diff.newly_answered for diff in changed),
            "other_short_answer": sum(diff.other_short_answer for diff in changed),
            "other_text": sum(diff.other_text for diff in changed),
            "other_sources": sum(diff.other_sources for diff in changed),
            **claim_counts(claim for diff in changed for claim in diff.claims),
        },
        provenance=_provenance(both),
        removed=tuple(asked.name for asked in sorted(removed, key=_place)),
        added=tuple(asked.name for asked in sorted(added, key=_place)),
        answers=tuple(sorted(changed, key=lambda diff: (diff.gravity, diff.line, diff.id or ""))),
    )


def _place(asked: AskedQuestion) -> tuple[int, str]:
    return asked.line, asked.name


def _totals(questions: Iterable[AskedQuestion]) -> dict[str, Any]:
    totals = AskTotals()
    for asked in questions:
        totals.add(asked)
    return totals.to_dict()


def _asked_diff(before: AskedQuestion, after: AskedQuestion) -> AskedDiff:
    old, new = _sources(before.answer), _sources(after.answer)
    uris = [[source.uri for source in sources] for sources in (old, new)]
    return AskedDiff(
        id=after.id, line=after.line, before=_given(before), after=_given(after),
        sources_gone=tuple(uri for uri in uris[0] if uri not in uris[1]),
        sources_new=tuple(uri for uri in uris[1] if uri not in uris[0]),
        claims=claim_diffs(
            before.answer.attributions if before.answer else (),
            after.answer.attributions if after.answer else (),
            # Of evidence against a claim the document is not cited: it stands among the passages.
            (*_retrieved(before.answer), *_retrieved(after.answer), *old, *new),
        ),
    )  # fmt: skip


def _given(asked: AskedQuestion) -> GivenAnswer:
    answer = asked.answer
    if answer is None:
        return GivenAnswer(Outcome.MALFORMED, None, None, None, None)
    shorts = [part.short_answer for part in answer.parts] or [answer.short_answer]
    return GivenAnswer(
        Outcome.ABSTAINED if answer.abstained else Outcome.ANSWERED,
        answer.question,
        " ".join(one.claim.text for one in answer.attributions) or answer.text,
        "; ".join(short.text for short in shorts if short) or None,
        answer.confidence,
        () if answer.abstained else answer.unanswered,
    )


def _sources(answer: Answer | None) -> tuple[Source, ...]:
    return answer.sources if answer else ()


def _retrieved(answer: Answer | None) -> tuple[Source, ...]:
    return tuple(found.source for found in answer.passages) if answer else ()


def _provenance(
    both: Iterable[tuple[AskedQuestion, AskedQuestion]],
) -> tuple[ProvenanceDiff, ...]:
    found: list[ProvenanceDiff] = []
    for before, after in both:
        if before.answer and after.answer:
            diffs = provenance_diffs(
                *(as_made(one.provenance) for one in (before.answer, after.answer))
            )
            found += [diff for diff in diffs or () if diff not in found]
    return tuple(sorted(found, key=lambda diff: (diff.name, str(diff.before), str(diff.after))))
