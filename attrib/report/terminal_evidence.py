"""Prints the evidence of sentences below the documents that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrib.report.printer import Printer
from attrib.report.terminal_sentence import print_quote
from attrib.types import Attribution, Evidence, Source, Span

MARGIN = 2


def print_evidence(
    attributions: Sequence[Attribution],
    known: Mapping[str, Source],
    numbers: Mapping[str, int],
    printer: Printer,
) -> None:
    """Prints what supports, then what contradicts, grouped by document.

    ``numbers`` are those that markers in the text give to documents; they come first, in order.
    """
    support: dict[str, list[Evidence]] = {document: [] for document in numbers}
    support.update(_by_document(e for a in attributions for e in a.evidence))
    against = _by_document(e for a in attributions for e in a.contradicting)
    says = "But this source says otherwise" if support else "This source says otherwise"
    for heading, groups in (("Sources", support), (says, against)):
        if groups:
            printer.blank()
            printer.line(printer.text(heading, "bold"), indent=MARGIN)
        for document, evidence in groups.items():
            source = known.get(document) or Source(document, uri="", title=document)
            number = numbers.get(document)
            _source(source, "-" if number is None else f"[{number}]", evidence, printer)


def _by_document(found: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """The evidence of each document in reading order, each stretch of words once."""
    groups: dict[str, dict[Span, Evidence]] = {}
    for evidence in found:
        spans = groups.setdefault(evidence.document_id, {})
        spans.setdefault(evidence.span, evidence)
    return {document: [spans[at] for at in sorted(spans)] for document, spans in groups.items()}


def _source(source: Source, marker: str, evidence: Sequence[Evidence], printer: Printer) -> None:
    indent = print_source(source, marker, printer)
    for number, item in enumerate(evidence):
        print_quote(item, printer, indent)
        followed_by_same = number + 1 < len(evidence) and evidence[number + 1].link == item.link
        if item.link and item.link != source.uri and not followed_by_same:
            printer.line(printer.text(item.link, "dim"), indent=indent)


def print_source(source: Source, marker: str, printer: Printer) -> int:
    """Prints marker, title and address; returns the column at which its details begin."""
    indent = MARGIN + len(marker) + 1
    title = source.title or source.uri
    printer.line(printer.text(title), " " * MARGIN + marker, indent)
    if source.uri and source.uri != title:
        printer.line(printer.text(source.uri, "dim"), indent=indent)
    return indent
