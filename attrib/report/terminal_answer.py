"""Prints an answer: its sentences, then the sources, each with the words it lends."""

from __future__ import annotations

from collections.abc import Sequence

from attrib.report.findings import (
    citation_notes,
    explanation,
    markers_of,
    repair_notes,
    short_lines,
)
from attrib.report.printer import Printer
from attrib.report.terminal_evidence import MARGIN, print_evidence, print_source
from attrib.report.terminal_sentence import GUTTER, print_sentence
from attrib.types import Answer, RetrievedPassage

_PASSAGE_CHARS = 320


def print_answer(answer: Answer, printer: Printer) -> None:
    """Prints question, answer, sources and confidence."""
    printer.line(printer.text(answer.question, "bold"), indent=MARGIN)
    printer.blank()
    if answer.abstained:
        printer.line(printer.text(answer.text), indent=MARGIN)
        _closest(answer.passages, printer)
    else:
        _short_lines(answer, printer)
        _sentences(answer, printer)
        _sources(answer, printer)
    _repairs(answer, printer)
    _reasons(answer, printer)
    printer.blank()
    printer.line(printer.text(f"confidence {answer.confidence:.2f}", "dim"), indent=MARGIN)


def _short_lines(answer: Answer, printer: Printer) -> None:
    lines = short_lines(answer)
    for question, words in lines:
        text = printer.text(f"{question} – " if question else "")
        printer.line(text.append_text(printer.text(words, "bold")), indent=GUTTER)
    if lines:
        printer.blank()


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
    print_evidence(answer.attributions, known, numbers, printer)


def _reasons(answer: Answer, printer: Printer) -> None:
    lines = explanation(answer)
    if lines:
        printer.blank()
        printer.line(printer.text("Why", "bold"), indent=MARGIN)
    for line in lines:
        bare = line.lstrip(" ")
        printer.line(printer.text(bare), indent=GUTTER + len(line) - len(bare))


def _repairs(answer: Answer, printer: Printer) -> None:
    notes = repair_notes(answer.provenance)
    if notes:
        printer.blank()
        printer.line(printer.text("Mended", "bold"), indent=MARGIN)
    for note in notes:
        printer.line(printer.text(note), indent=GUTTER)


def _closest(passages: Sequence[RetrievedPassage], printer: Printer) -> None:
    if not passages:
        return
    printer.blank()
    printer.line(printer.text("Closest, but not an answer", "bold"), indent=MARGIN)
    for found in passages:
        indent = print_source(found.source, "-", printer)
        page = "" if found.passage.page is None else f"page {found.passage.page}: "
        words = printer.fit(found.passage.text).strip()
        if len(words) > _PASSAGE_CHARS:
            words = words[:_PASSAGE_CHARS].rsplit(" ", 1)[0] + "…"
        body = printer.text(page, "dim").append_text(printer.text(f"“{words}”"))
        printer.line(body, indent=indent)
        note = f"similarity {found.similarity:.2f}"
        printer.line(printer.text(note, "dim"), indent=indent)
