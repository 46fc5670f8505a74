"""Prints an answer: its sentences, then the sources, each with the words it lends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrib.report.findings import citation_notes, markers_of
from attrib.report.printer import Printer
from attrib.report.terminal_sentence import GUTTER, print_quote, print_sentence
from attrib.types import Answer, Evidence, RetrievedPassage, Source, Span

_MARGIN = 2
_PASSAGE_CHARS = 320


def print_answer(answer: Answer, printer: Printer) -> None:
    """Prints question, answer, sources and confidence."""
    printer.line(printer.text(answer.question, "bold"), indent=_MARGIN)
    printer.blank()
    if answer.abstained:
        printer.line(printer.text(answer.text), indent=_MARGIN)
        _closest(answer.passages, printer)
    else:
        _sentences(answer, printer)
        _sources(answer, printer)
    printer.blank()
    printer.line(printer.text(f"confidence {answer.confidence:.2f}", "dim"), indent=_MARGIN)


def _sentences(answer: Answer, printer: Printer) -> None:
    sources = {source.document_id: source for source in answer.sources}
    markers = markers_of(answer.attributions)
    done = 0
    for attribution in answer.attributions:
        claim = attribution.claim
        _rest(answer.text[done : claim.start], printer)
        print_sentence(
            answer.text, attribution, citation_notes(attribution, sources, markers), printer
        )
        done = max(done, claim.end)
    _rest(answer.text[done:], printer)


def _rest(text: str, printer: Printer) -> None:
    """Text of the answer that belongs to no claim: nothing of an answer is left out."""
    if text.strip():
        printer.line(printer.text(text.strip()), indent=GUTTER)


def _sources(answer: Answer, printer: Printer) -> None:
    known = {found.source.document_id: found.source for found in answer.passages}
    known.update({source.document_id: source for source in answer.sources})
    numbers = {source.document_id: number for number, source in enumerate(answer.sources, 1)}
    support: dict[str, list[Evidence]] = {document: [] for document in numbers}
    support.update(_by_document(e for a in answer.attributions for e in a.evidence))
    against = _by_document(e for a in answer.attributions for e in a.contradicting)
    for heading, groups in (("Sources", support), ("But this source says otherwise", against)):
        if groups:
            printer.blank()
            printer.line(printer.text(heading, "bold"), indent=_MARGIN)
        for document, evidence in groups.items():
            source = known.get(document) or Source(document, uri="", title=document)
            number = numbers.get(document)
            _source(source, "-" if number is None else f"[{number}]", evidence, printer)


def _by_document(found: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """The evidence of each document in reading order, each stretch of words once."""
    groups: dict[str, dict[Span, Evidence]] = {}
    for evidence in found:
        spans = groups.setdefault(evidence.document_id, {})
        spans.setdefault(Span(evidence.start, evidence.end), evidence)
    return {document: [spans[at] for at in sorted(spans)] for document, spans in groups.items()}


def _source(source: Source, marker: str, evidence: Sequence[Evidence], printer: Printer) -> None:
    indent = _source_head(source, marker, printer)
    for number, item in enumerate(evidence):
        print_quote(item, printer, indent)
        followed_by_same = number + 1 < len(evidence) and evidence[number + 1].link == item.link
        if item.link and item.link != source.uri and not followed_by_same:
            printer.line(printer.text(item.link, "dim"), indent=indent)


def _source_head(source: Source, marker: str, printer: Printer) -> int:
    """Prints marker, title and address; returns the column at which its details begin."""
    indent = _MARGIN + len(marker) + 1
    title = source.title or source.uri
    printer.line(printer.text(title), " " * _MARGIN + marker, indent)
    if source.uri and source.uri != title:
        printer.line(printer.text(source.uri, "dim"), indent=indent)
    return indent


def _closest(passages: Sequence[RetrievedPassage], printer: Printer) -> None:
    if not passages:
        return
    printer.blank()
    printer.line(printer.text("Closest, but not an answer", "bold"), indent=_MARGIN)
    for found in passages:
        indent = _source_head(found.source, "-", printer)
        page = "" if found.passage.page is None else f"page {found.passage.page}: "
        words = printer.fit(found.passage.text).strip()
        if len(words) > _PASSAGE_CHARS:
            words = words[:_PASSAGE_CHARS].rsplit(" ", 1)[0] + "…"
        body = printer.text(page, "dim").append_text(printer.text(f"“{words}”"))
        printer.line(body, indent=indent)
        note = f"similarity {found.similarity:.2f}"
        printer.line(printer.text(note, "dim"), indent=indent)
