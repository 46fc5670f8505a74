"""What a page shows of one sentence of an answer together with its citations and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attrib.report.findings import citation_name, markers_of
from attrib.report.links import Links
from attrib.report.marks import CITATION_LABELS
from attrib.report.sentence_view import SentenceView, sentence_views
from attrib.types import Attribution, Citation, CitationStatus, Evidence, Source


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source beside a sentence."""

    words: str
    against: bool
    title: str
    uri: str
    href: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class CitationView:
    """A marker, its status, and the document that it points to."""

    marker: str
    status: CitationStatus
    label: str
    title: str
    uri: str
    href: str | None
    better: str | None
    """For a wrong one: the marker and title of a source that does support the sentence."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence with its citations and the evidence."""

    sentence: SentenceView
    citations: tuple[CitationView, ...] = ()
    uncited: bool = False
    quotes: tuple[QuoteView, ...] = ()


def checked_sentences(
    answer: str,
    attributions: Sequence[Attribution],
    sources: Mapping[str, Source],
    links: Links,
    told: str | None = None,
) -> tuple[CheckedSentence, ...]:
    """All of ``answer`` in order, also the text that belongs to no claim.

    ``told`` is a reason that the page gives elsewhere, and that no sentence repeats.
    """
    markers = markers_of(attributions)
    checked = []
    for view in sentence_views(answer, attributions, sources):
        if view.verdict is None:
            checked.append(CheckedSentence(view))
            continue
        attribution = attributions[view.number]
        view = replace(view, reasons=tuple(r for r in view.reasons if r != told))
        citations = tuple(_citation(c, markers, sources, links) for c in attribution.citations)
        quotes = tuple(
            _quote(evidence, against, sources.get(evidence.document_id), links)
            for against, found in ((False, attribution.evidence), (True, attribution.contradicting))
            for evidence in found
        )
        checked.append(CheckedSentence(view, citations, attribution.uncited, quotes))
    return tuple(checked)


def _citation(
    citation: Citation, markers: Mapping[str, str], sources: Mapping[str, Source], links: Links
) -> CitationView:
    document, better = citation.document_id, None
    source = sources.get(document) if document is not None else None
    if citation.better is not None:
        name = _title(sources.get(citation.better), citation.better)
        better = f"{markers[citation.better]} {name}" if citation.better in markers else name
    return CitationView(
        citation_name(citation),
        citation.status,
        CITATION_LABELS[citation.status],
        _title(source, document) if document is not None else "",
        source.uri if source else "",
        links.to_source(source) if source else None,
        better,
    )


def _quote(evidence: Evidence, against: bool, source: Source | None, links: Links) -> QuoteView:
    href = links.to(evidence.link) or (links.to_source(source) if source else None)
    title = _title(source, evidence.document_id)
    uri = source.uri if source else ""
    return QuoteView(evidence.quote, against, title, uri, href, evidence.page)


def _title(source: Source | None, document_id: str) -> str:
    return (source.title or source.uri) if source else document_id
