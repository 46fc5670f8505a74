"""What a page shows of one sentence: its text in pieces, its verdict, its citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attrib.report.findings import citation_notes, is_disputed, markers_of
from attrib.report.marks import MARKS
from attrib.report.segments import segments
from attrib.types import Attribution, Citation, CitationStatus, Source, Span, Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a sentence that look the same."""

    text: str
    missing: bool
    """No source carries these words."""
    citation: CitationStatus | None
    """The status of the marker that these characters belong to."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence on a page; text that belongs to no claim has no ``verdict``."""

    runs: tuple[Run, ...]
    number: int = -1
    verdict: Verdict | None = None
    symbol: str = ""
    label: str = ""
    probability: float | None = None
    missing: tuple[str, ...] = ()
    """The words that no source carries."""
    reasons: tuple[str, ...] = ()
    citation_notes: tuple[str, ...] = ()
    """What is wrong with the citations, in words."""
    disputed: bool = False
    """Some source says otherwise, though the verdict is not that it is contradicted."""
    lights: bool = False
    """Whether there is evidence to light up."""


def sentence_views(
    answer: str, attributions: Sequence[Attribution], sources: Mapping[str, Source]
) -> list[SentenceView]:
    """All of ``answer`` in order: the sentences that were judged and any text between them."""
    markers = markers_of(attributions)
    views: list[SentenceView] = []
    done = 0
    for number, attribution in enumerate(attributions):
        claim = attribution.claim
        if claim.start == claim.end:  # an answer that could not be read has no sentence to show
            continue
        views.extend(_rest(answer[done : claim.start]))
        mark = MARKS[attribution.verdict]
        spans = attribution.unsupported_spans
        views.append(
            SentenceView(
                runs=_runs(answer, attribution),
                number=number,
                verdict=attribution.verdict,
                symbol=mark.symbol,
                label=mark.label,
                probability=attribution.probability,
                missing=tuple(answer[span.start : span.end].strip() for span in spans),
                reasons=attribution.reasons,
                citation_notes=tuple(citation_notes(attribution, sources, markers)),
                disputed=is_disputed(attribution),
                lights=bool(attribution.evidence or attribution.contradicting),
            )
        )
        done = max(done, claim.end)
    views.extend(_rest(answer[done:]))
    return views


def _rest(text: str) -> list[SentenceView]:
    return [SentenceView((Run(text.strip(), False, None),))] if text.strip() else []


def _runs(answer: str, attribution: Attribution) -> tuple[Run, ...]:
    missing = attribution.unsupported_spans
    # Of an annotation the words are the sentence's own, and no marker.
    citations = [citation for citation in attribution.citations if not citation.annotated]
    whole = Span(attribution.claim.start, attribution.claim.end)
    spans = [*missing, *(Span(citation.start, citation.end) for citation in citations)]
    return tuple(
        Run(
            answer[start:end],
            any(number < len(missing) for number in covers),
            _status([citations[n - len(missing)] for n in covers if n >= len(missing)]),
        )
        for start, end, covers in segments(whole, spans)
    )


def _status(citations: Sequence[Citation]) -> CitationStatus | None:
    """A marker such as ``[1, 2]`` holds several citations: the worst decides how it looks."""
    worst_first = (
        CitationStatus.DANGLING,
        CitationStatus.WRONG,
        CitationStatus.UNCHECKED,
        CitationStatus.VALID,
    )
    statuses = {citation.status for citation in citations}
    return next((status for status in worst_first if status in statuses), None)
