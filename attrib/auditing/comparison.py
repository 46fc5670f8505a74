"""Compares two audits, answer by answer and claim by claim."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrib.auditing.claim_diffs import claim_counts, claim_diffs
from attrib.auditing.differences import AnswerDiff, AuditDiff
from attrib.auditing.metrics import Totals
from attrib.auditing.provenance_diffs import provenance_diffs
from attrib.auditing.saved import read_audit
from attrib.types import AnswerAudit, AuditReport


def compare_audits(before: str | Path | AuditReport, after: str | Path | AuditReport) -> AuditDiff:
    """What changed from one audit to another, whatever the order of their answers.

    Each is a file that ``attrib audit`` wrote, with ``--out`` or with ``--json``, or a report.
    Answers are the same that have the same id; claims, that have the same text, or else the nearest
    wording. Raises InputError when a file cannot be read or is something else.
    """
    old, new = read_audit(before), read_audit(after)
    both = [(old.answers[i], answer) for i, answer in new.answers.items() if i in old.answers]
    changed = [diff for pair in both if (diff := _answer_diff(*pair)).claims]
    removed = [answer for i, answer in old.answers.items() if i not in new.answers]
    added = [answer for i, answer in new.answers.items() if i not in old.answers]
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
