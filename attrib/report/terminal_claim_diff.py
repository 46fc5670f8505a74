"""Prints what changed in a claim: the same of audits and of answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrib.report.marks import CITATION_LABELS, MARKS
from attrib.report.printer import Printer
from attrib.report.terminal_sentence import GUTTER

if TYPE_CHECKING:
    from attrib.auditing.differences import ClaimDiff, ClaimVerdict
    from attrib.types import CitationStatus

NO_TEXT = "(no text)"
"""In the place of a claim whose row could not be read."""


def print_claim_diff(claim: ClaimDiff, printer: Printer) -> None:
    """Prints a claim with its verdict, then in words what changed."""
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
        yield word + arrow(_judged(claim.before), _judged(claim.after))
    if claim.before and claim.reworded:
        yield f"before: “{claim.before.text}”"
    if claim.after and (claim.direction or claim.before is None):
        yield from claim.after.reasons
    for citation in claim.citations:
        yield f"[{citation.target}] {arrow(_status(citation.before), _status(citation.after))}"
    for word, quotes in (("no longer", claim.evidence_gone), ("now", claim.evidence_new)):
        for one in quotes:
            yield f"{word} {'against' if one.contradicts else 'for'} it: “{one.quote}” ({one.uri})"


def _judged(claim: ClaimVerdict) -> str:
    chance = "" if claim.probability is None else f" ({claim.probability:.2f})"
    return MARKS[claim.verdict].label + chance


def _status(status: CitationStatus | None) -> str:
    return "none" if status is None else CITATION_LABELS[status]


def arrow(before: str, after: str) -> str:
    """``before → after``."""
    return f"{before} → {after}"
