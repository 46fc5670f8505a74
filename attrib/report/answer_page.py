"""What the page of one answer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from attrib.provenance import as_made
from attrib.report.checked_sentence import CheckedSentence, checked_sentences
from attrib.report.findings import ShortLine, explanation, repair_notes, short_lines
from attrib.report.links import Links
from attrib.report.marks import count
from attrib.report.source_view import SourceView, lit, source_views
from attrib.types import Answer, Provenance


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The values of the templates ``answer.html`` and ``answer.md``."""

    question: str
    text: str
    abstained: bool
    confidence: str
    summary: str
    sentences: tuple[CheckedSentence, ...]
    sources: tuple[SourceView, ...]
    """Cited, or holding evidence; when abstained, everything retrieved."""
    unused: tuple[SourceView, ...]
    """Retrieved, but no sentence rests on them."""
    short_lines: tuple[ShortLine, ...]
    """What stands first: the words that answer, where that is sure enough."""
    why: tuple[str, ...]
    """What each sentence of a language model rests on, a line each; empty if that was not asked."""
    mended: tuple[str, ...]
    """What was mended in the draft, a line each."""
    provenance: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, answer: Answer, links: Links) -> AnswerPage:
        """Arranges ``answer`` for the page."""
        known = {found.source.document_id: found.source for found in answer.passages}
        known.update({source.document_id: source for source in answer.sources})
        sources = source_views(answer.sources, answer.passages, lit(answer.attributions), links)
        used = [
            view
            for view in sources
            if answer.abstained or view.number is not None or view.has_evidence
        ]
        sentences = count(len(answer.attributions), "sentence")
        return cls(
            question=answer.question,
            text=answer.text,
            abstained=answer.abstained,
            confidence=f"{answer.confidence:.2f}",
            summary=f"{sentences}, {count(len(used), 'source')}",
            sentences=checked_sentences(answer.text, answer.attributions, known, links),
            sources=tuple(used),
            unused=tuple(view for view in sources if view not in used),
            short_lines=short_lines(answer),
            why=explanation(answer),
            mended=tuple(repair_notes(answer.provenance)),
            provenance=provenance_rows(answer.provenance),
        )


def provenance_rows(provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """Each fact of ``provenance`` as a name (``scorer thresholds supported``) and a value."""
    rows: list[tuple[str, str]] = []

    def collect(name: str, value: object) -> None:
        if isinstance(value, Mapping):
            for key, item in value.items():
                collect(f"{name} {key}", item)
        elif isinstance(value, (tuple, list)):
            if value:
                collect(name, ", ".join(map(str, value)))
        elif value is not None:
            rows.append((name.replace("_", " "), str(value)))

    made = as_made(provenance)  # what was mended is shown elsewhere
    for field in fields(made):
        collect(field.name, getattr(made, field.name))
    return tuple(rows)
