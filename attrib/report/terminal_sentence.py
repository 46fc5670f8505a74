"""Prints one sentence with its verdict and reasons: the same in answers and audits."""

from __future__ import annotations

from collections.abc import Iterable

from attrib.report.findings import is_disputed
from attrib.report.marks import MARKS
from attrib.report.printer import Printer
from attrib.types import Attribution, Evidence, Span, Verdict

GUTTER = 4
"""Column at which sentences begin; their mark stands to the left of it."""


def print_sentence(
    answer: str, attribution: Attribution, notes: Iterable[str], printer: Printer
) -> None:
    """Prints the sentence of ``answer`` that ``attribution`` is about, and why it is not fine.

    ``notes`` on its citations follow the reasons.
    """
    claim = attribution.claim
    body = printer.stretch(answer, Span(claim.start, claim.end), attribution.unsupported_spans)
    printer.line(body, printer.mark(attribution.verdict, 2), GUTTER)
    for line in (*_judgement(answer, attribution, printer), *attribution.reasons, *notes):
        printer.line(printer.text(line, "dim"), indent=GUTTER)


def print_quote(evidence: Evidence, printer: Printer, indent: int, lead: str = "") -> None:
    """Prints the words of ``evidence`` in quotation marks, after ``lead`` and the page."""
    page = "" if evidence.page is None else f"page {evidence.page}: "
    body = printer.text(lead + page, "dim").append_text(printer.text(f"“{evidence.quote}”"))
    printer.line(body, indent=indent)


def _judgement(answer: str, attribution: Attribution, printer: Printer) -> list[str]:
    lines = []
    if attribution.verdict not in (Verdict.SUPPORTED, Verdict.NOT_A_CLAIM):
        label = MARKS[attribution.verdict].label
        probability = attribution.probability
        chance = "" if probability is None else f" (probability of support {probability:.2f})"
        lines.append(label + chance)
    if is_disputed(attribution):
        lines.append("a source says otherwise")
    if attribution.unsupported_spans and not printer.styled:
        # Underlining is all that shows these words, and this console has none.
        words = (answer[span.start : span.end].strip() for span in attribution.unsupported_spans)
        lines.append("not in the sources: " + ", ".join(f"“{word}”" for word in words))
    return lines
