"""Prints an audit report: the totals, then every sentence that is not fine."""

from __future__ import annotations

from attrib.report.findings import citation_notes, has_problem, is_fine, markers_of, source_name
from attrib.report.marks import CITATION_LABELS, MARKS, count, percent
from attrib.report.printer import Printer
from attrib.report.terminal_sentence import GUTTER, print_quote, print_sentence
from attrib.report.terminal_totals import print_total
from attrib.report.totals import Totals
from attrib.types import AnswerAudit, AuditReport


def print_totals(report: AuditReport, printer: Printer) -> None:
    """Prints the totals table: counts, verdicts, rates with what they are measured on."""
    totals = Totals.of(report)
    printer.line(printer.text(f"Audit of {count(totals.answers, 'answer')}", "bold"))
    printer.blank()
    print_total("claims", f"{totals.claims:,}", printer)
    for verdict, number in totals.verdicts.items():
        lead = printer.mark(verdict, 4).append(f" {MARKS[verdict].label}")
        print_total(lead, f"{number:,}", printer)
    for rate in totals.rates:
        print_total(rate.name, percent(rate.value), printer, rate.basis)
    print_total("citations", f"{sum(totals.citations.values()):,}", printer)
    for status, number in totals.citations.items():
        print_total(f"  {CITATION_LABELS[status]}", f"{number:,}", printer)
    print_total("uncited claims", f"{totals.uncited:,}", printer)
    if totals.malformed:
        print_total("answers not checked", f"{totals.malformed:,}", printer)


def print_findings(report: AuditReport, printer: Printer, most: int) -> None:
    """Prints, for the first ``most`` answers that have any, the sentences that are not fine."""
    found = [audit for audit in report.answers if has_problem(audit)]
    complete = len(report.answers) == report.totals["answers"]
    if not found and complete:
        fine = "Every claim is supported and every citation holds."
        printer.blank()
        printer.line(printer.text(fine if report.totals["claims"] else "No claim was found."))
    for audit in found[:most]:
        printer.blank()
        _findings(audit, printer)
    note = ""
    if len(found) > most:
        note = f"{count(len(found) - most, 'more answer')} with findings"
    elif not complete and most and len(found) == most:
        verb = "is" if most == 1 else "are"
        note = f"Only the first {most:,} with findings {verb} shown; there may be more."
    if note:
        printer.blank()
        printer.line(printer.text(note, "dim"))


def _findings(audit: AnswerAudit, printer: Printer) -> None:
    name = f"{audit.id} (line {audit.line})"
    printer.line(printer.text(name, "bold"))
    if audit.question:
        printer.line(printer.text(audit.question, "italic"), indent=2)
    if audit.error is not None:
        printer.line(printer.text(f"not checked: {audit.error}"), indent=2)
        return
    sources = {source.document_id: source for source in audit.sources}
    markers = markers_of(audit.attributions)
    for attribution in audit.attributions:
        if is_fine(attribution):
            continue
        notes = citation_notes(attribution, sources, markers)
        print_sentence(audit.answer, attribution, notes, printer)
        for evidence in attribution.contradicting:
            lead = f"but {source_name(evidence.document_id, sources)} says, "
            print_quote(evidence, printer, GUTTER, lead)
