"""Prints what came of many questions: the totals, then those that are not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.report.marks import count, percent
from attrib.report.printer import Printer
from attrib.report.terminal_totals import print_total

if TYPE_CHECKING:
    from attrib.asking import AskedQuestion, AskReport


def print_questions(report: AskReport, printer: Printer, most: int) -> None:
    """Prints the totals of ``report``, then at most ``most`` of the questions that are not answered."""
    totals = report.totals
    printer.line(printer.text(count(totals["questions"], "question"), "bold"))
    printer.blank()
    for name in ("answered", "abstained", "malformed"):
        if totals[name] or name != "malformed":
            part = f"{totals['in_part']:,} of them in part" if totals["in_part"] else ""
            basis = part if name == "answered" else ""
            print_total(name, f"{totals[name]:,}", printer, basis)
    mean = totals["confidence"]
    basis = f"of {count(totals['answered'], 'answer')}"
    print_total("mean confidence", "–" if mean is None else f"{mean:.2f}", printer, basis)
    basis = f"of {count(totals['claims'], 'claim')}"
    print_total("support rate", percent(totals["support_rate"]), printer, basis)
    missing = [asked for asked in report.questions if asked.missing][:most]
    if missing:
        printer.blank()
        printer.line(printer.text("Not answered", "bold"))
    for asked in missing:
        printer.line(printer.text(_missing(asked)), indent=2)
    more = totals["questions"] - totals["answered"] + totals["in_part"] - len(missing)
    if more:
        printer.line(printer.text(f"and {more:,} more", "dim"), indent=2)


def _missing(asked: AskedQuestion) -> str:
    if asked.answer is None:  # its error names the line
        return f"{asked.id}: {asked.error}" if asked.id else str(asked.error)
    name = f"{asked.id} (line {asked.line})" if asked.id else f"line {asked.line}"
    if asked.in_part:
        return f"{name}, in part: {' '.join(asked.unanswered)}"
    return f"{name}: {asked.answer.question} (confidence {asked.answer.confidence:.2f})"
