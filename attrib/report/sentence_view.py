"""What a page shows of one sentence: its text in pieces, its verdict, its citations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attrib.report.findings import citation_notes, is_disputed, markers_of
from attrib.report.marks import MARKS
from attrib.report.segments import segments
from attrib.types import Attribution, Citation, CitationStatus, Source, Span, Verdict

_APART = re.compile(r"(?:\d+[.)](?!\S)|\W)*")


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
    """All of ``answer`` in order: the sentences that were judged and any words between them."""
    markers = markers_of(attributions)
    views: list[SentenceView] = []
    done = 0
    told: Sequence[Citation] = ()
    """Those of the sentence before."""
    for number, attribution in enumerate(attributions):
        claim = attribution.claim
        if claim.start == claim.end:  # an answer that could not be read has no sentence to show
            continue
        views.extend(_rest(answer, Span(done, claim.start), (*told, *attribution.citations)))
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
        done, told = max(done, claim.end), attribution.citations
    views.extend(_rest(answer, Span(done, len(answer)), told))
    return views


def _rest(answer: str, between: Span, told: Sequence[Citation]) -> list[SentenceView]:
    """What stands between two sentences; nothing where it is ``told`` citations and marks that set items of a
    list or rows of a table apart.
    """
    text = answer[between.start : between.end]
    marks = {(citation.start, citation.end) for citation in told if not citation.annotated}
    for start, end in sorted(marks, reverse=True):
        if between.start <= start and end <= between.end:
            text = text[: start - between.start] + text[end - between.start :]
    if _APART.fullmatch(text):
        return []
    whole = answer[between.start : between.end].strip()
    return [SentenceView((Run(whole, False, None),))]


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
