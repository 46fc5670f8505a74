"""Compares two audits, answer by answer and claim by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrib.auditing.claim_diffs import claim_counts, claim_diffs
from attrib.auditing.differences import AnswerDiff, AuditDiff
from attrib.auditing.metrics import Totals
from attrib.auditing.pairing import alike, equal, joined
from attrib.auditing.provenance_diffs import provenance_diffs
from attrib.auditing.saved import read_audit
from attrib.types import AnswerAudit, AuditReport


def compare_audits(before: str | Path | AuditReport, after: str | Path | AuditReport) -> AuditDiff:
    """What changed from one audit to another, whatever the order of their answers.

    Each is a file that ``attrib audit`` wrote, with ``--out`` or with ``--json``, or a report.
    Answers are the same that have the same id, or, of rows that had none, that answer the same question;
    claims, that have the same text, or else the nearest wording. Raises InputError when a file cannot be
    read or is something else.
    """
    old, new = read_audit(before), read_audit(after)
    sides = [sorted(side.answers.values(), key=_place) for side in (old, new)]
    pairs = joined(
        sides[0], sides[1], equal(_own_id), equal(_exchange), equal(_question), _same_line
    )
    both = [(b, a) for b, a in pairs if b and a]
    changed = [diff for pair in both if (diff := _answer_diff(*pair)).claims]
    removed = [b for b, a in pairs if b and a is None]
    added = [a for b, a in pairs if a and b is None]
    return AuditDiff(
        totals={
            "before": _totals(old.answers.values()),
            "after": _totals(new.answers.values()),
            "removed": len(removed),
            "added": len(added),
            "changed": len(changed),
            "unchanged": len(both) - len(changed),
            **claim_counts(claim for answer in changed for claim in answer.claims),
        },
        provenance=provenance_diffs(old.provenance, new.provenance),
        removed=tuple(answer.id for answer in sorted(removed, key=_place)),
        added=tuple(answer.id for answer in sorted(added, key=_place)),
        answers=tuple(sorted(changed, key=lambda diff: (diff.claims[0].gravity, *_place(diff)))),
    )


def _name(answer: AnswerAudit) -> str:
    return answer.id


def _own_id(answer: AnswerAudit) -> str | None:
    """The id that the row gave; None where it had none, and was called by its line."""
    return None if answer.id == str(answer.line) else answer.id


def _question(answer: AnswerAudit) -> str | None:
    return None if _own_id(answer) else answer.question


def _exchange(answer: AnswerAudit) -> str | None:
    """Question and answer: they tell several answers to one question apart, and answers to none."""
    if _own_id(answer) or not answer.answer:
        return None
    return f"{answer.question or ''}\0{answer.answer}"


def _same_line(
    before: Sequence[AnswerAudit], after: Sequence[AnswerAudit]
) -> Iterator[tuple[int, int]]:
    """Pairs answers that are called the same, unless they answer something else: what stands in a line need
    not be what stood there.
    """
    for i, j in equal(_name)(before, after):
        old, new = before[i].question, after[j].question
        if not (old and new) or alike(old, new):
            yield i, j


def _place(answer: AnswerAudit | AnswerDiff) -> tuple[int, str]:
    return answer.line, answer.id


def _totals(answers: Iterable[AnswerAudit]) -> dict[str, Any]:
    totals = Totals()
    for answer in answers:
        totals.add(answer)
    return totals.to_dict()


def _answer_diff(before: AnswerAudit, after: AnswerAudit) -> AnswerDiff:
    sources = (*before.sources, *after.sources)
    return AnswerDiff(
        id=after.id, line=after.line, question=after.question,
        claims=claim_diffs(before.attributions, after.attributions, sources),
    )  # fmt: skip
