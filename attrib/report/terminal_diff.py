"""Prints what changed between two audits: counts and rates, then the claims that changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrib.report.marks import CITATION_LABELS, MARKS, count, percent
from attrib.report.printer import Printer
from attrib.report.terminal_sentence import GUTTER
from attrib.types import RATES

if TYPE_CHECKING:
    from attrib.auditing.differences import AnswerDiff, AuditDiff, ClaimDiff, ClaimVerdict
    from attrib.types import CitationStatus

NO_TEXT = "(no text)"
"""In the place of a claim whose row could not be read."""
_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = {
    "worse": "worse",
    "better": "better",
    "neither": "neither better nor worse",
    "new": "new",
    "gone": "gone",
    "reworded": "reworded",
    "evidence": "with other evidence",
}


def print_summary(diff: AuditDiff, printer: Printer) -> None:
    """Prints how many answers and claims changed, the rates, and what made them so."""
    totals, before, after = diff.totals, diff.totals["before"], diff.totals["after"]
    changes = [f"{totals['changed']:,} changed"]
    changes += [f"{len(ids):,} {where}" for where, ids in _alone(diff) if ids]
    answers = f"{count(before['answers'], 'answer')} before, {after['answers']:,} after"
    printer.line(printer.text(f"{answers}: {', '.join(changes)}", "bold"))
    claims = [f"{totals[kind]:,} {label}" for kind, label in _KINDS.items() if totals[kind]]
    citations = f"{totals['citations']:,} with another status" if totals["citations"] else ""
    # Of both: what can no longer be checked is not fine, whatever it was.
    unchecked = f"{totals['unchecked']:,}" if totals["unchecked"] else ""
    shown = {"claims": ", ".join(claims), "citations": citations, "became unchecked": unchecked}
    for name, value in shown.items():
        if value:
            printer.line(printer.text(f"{name}: {value}"), indent=2)
    rates = (
        f"{r.replace('_', ' ')} {_arrow(percent(before[r]), percent(after[r]))}" for r in RATES
    )
    printer.line(printer.text(", ".join(rates)), indent=2)
    for one in diff.provenance or ():
        change = _arrow(_value(one.before), _value(one.after))
        printer.line(printer.text(f"{one.name}: {change}", "dim"), indent=2)


def print_changes(diff: AuditDiff, printer: Printer, most: int) -> None:
    """Prints which answers came or went, and of the first ``most`` that changed, their claims."""
    if not diff.changed:
        printer.blank()
        printer.line(printer.text("Nothing changed."))
    for where, ids in _alone(diff):
        if ids and most:
            more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
            printer.line(printer.text(f"{where}: {', '.join(ids[:most])}{more}"), indent=2)
    for answer in diff.answers[:most]:
        printer.blank()
        _answer(answer, printer)
    if len(diff.answers) > most:
        printer.blank()
        more = f"{count(len(diff.answers) - most, 'more answer')} changed"
        printer.line(printer.text(more, "dim"))


def _alone(diff: AuditDiff) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The answers that one audit has and the other has not."""
    return ("only before", diff.removed), ("only after", diff.added)


def _answer(answer: AnswerDiff, printer: Printer) -> None:
    printer.line(printer.text(f"{answer.id} (line {answer.line})", "bold"))
    if answer.question:
        printer.line(printer.text(answer.question, "italic"), indent=2)
    for claim in answer.claims:
        _claim(claim, printer)


def _claim(claim: ClaimDiff, printer: Printer) -> None:
    shown = claim.after or claim.before
    assert shown is not None  # noqa: S101 - a claim stands on one side at least
    printer.line(printer.text(shown.text or NO_TEXT), printer.mark(shown.verdict, 2), GUTTER)
    for line in _notes(claim):
        printer.line(printer.text(line, "dim"), indent=GUTTER)


def _notes(claim: ClaimDiff) -> Iterable[str]:
    """What changed in a claim, in words."""
    if claim.before is None or claim.after is None:
        for word, side in (("gone", claim.before), ("new", claim.after)):
            if side:
                yield f"{word}: {_judged(side)}"
    elif claim.direction:
        word = "" if claim.direction.value == "neither" else f"{claim.direction.value}: "
        yield word + _arrow(_judged(claim.before), _judged(claim.after))
    if claim.before and claim.reworded:
        yield f"before: “{claim.before.text}”"
    if claim.after and (claim.direction or claim.before is None):
        yield from claim.after.reasons
    for citation in claim.citations:
        yield f"[{citation.target}] {_arrow(_status(citation.before), _status(citation.after))}"
    for word, quotes in (("no longer", claim.evidence_gone), ("now", claim.evidence_new)):
        for one in quotes:
            yield f"{word} {'against' if one.contradicts else 'for'} it: “{one.quote}” ({one.uri})"


def _judged(claim: ClaimVerdict) -> str:
    chance = "" if claim.probability is None else f" ({claim.probability:.2f})"
    return MARKS[claim.verdict].label + chance


def _status(status: CitationStatus | None) -> str:
    return "none" if status is None else CITATION_LABELS[status]


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"


def _value(value: Any) -> str:
    """A value of the provenance; of a hash, the beginning tells it from another."""
    text = "none" if value is None else str(value)
    return text[:12] if _HASH.fullmatch(text) else text
