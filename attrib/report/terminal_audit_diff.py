"""Prints what changed between two audits: counts and rates, then the claims that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.report.marks import percent
from attrib.report.printer import Printer
from attrib.report.terminal_claim_diff import arrow, print_claim_diff
from attrib.report.terminal_diff import (
    print_changes,
    print_claim_counts,
    print_head,
    print_provenance,
)
from attrib.types import RATES

if TYPE_CHECKING:
    from attrib.auditing.differences import AnswerDiff, AuditDiff


def print_audit_diff(diff: AuditDiff, printer: Printer, most: int) -> None:
    """Prints how much changed, the rates, what made it so, and the first ``most`` answers that changed."""
    before, after = diff.totals["before"], diff.totals["after"]
    print_head(diff, "answer", printer)
    print_claim_counts(diff.totals, printer)
    rates = (f"{r.replace('_', ' ')} {arrow(percent(before[r]), percent(after[r]))}" for r in RATES)
    printer.line(printer.text(", ".join(rates)), indent=2)
    print_provenance(diff.provenance, printer)
    print_changes(diff, diff.answers, _print_answer, printer, most)


def _print_answer(answer: AnswerDiff, printer: Printer) -> None:
    printer.line(printer.text(f"{answer.id} (line {answer.line})", "bold"))
    if answer.question:
        printer.line(printer.text(answer.question, "italic"), indent=2)
    for claim in answer.claims:
        print_claim_diff(claim, printer)
