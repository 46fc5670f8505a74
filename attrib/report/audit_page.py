"""What the page of an audit shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from attrib.report.answer_page import provenance_rows
from attrib.report.findings import citation_name, has_problem, markers_of, problem_citations
from attrib.report.links import Links
from attrib.report.marks import CITATION_LABELS, MARKS, count, percent
from attrib.report.sentence_view import SentenceView, sentence_views
from attrib.report.totals import Totals
from attrib.types import (
    AnswerAudit,
    Attribution,
    AuditReport,
    CitationStatus,
    Evidence,
    Source,
    Verdict,
)

_OPEN_UP_TO = 25
"""Reports with at most this many answers show their findings without a click."""
_CITATION_PROBLEMS = "citations"


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large numbers at the top, and what it was measured on."""

    value: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A button that leaves only the answers with a certain finding."""

    key: str
    symbol: str
    label: str
    found: int
    """How often it was found, as the button shows."""
    answers: int
    """Number of answers that it leaves."""
    offset: float
    share: float
    """Place and width of its part of the bar, in percent; 0 when it is no verdict on a claim."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source beside a sentence."""

    words: str
    against: bool
    title: str
    href: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class CitationView:
    """A marker, its status, and the document that it points to."""

    marker: str
    status: CitationStatus
    label: str
    title: str
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


@dataclass(frozen=True, slots=True)
class AuditView:
    """One answer of the report."""

    id: str
    line: int
    question: str | None
    opening: str
    """The first words of the answer, or why there is none, for its closed state."""
    error: str | None
    keys: str
    """Keys of the filters that leave this answer, separated by spaces."""
    tally: tuple[tuple[Verdict, str, str, int], ...]
    """Verdict, symbol, label and number of its sentences, where there are any."""
    citation_problems: int
    rates: str
    sentences: tuple[CheckedSentence, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The values of the template ``audit.html``."""

    figures: tuple[Figure, ...]
    filters: tuple[Filter, ...]
    citations: tuple[tuple[CitationStatus, str, int], ...]
    uncited: int
    answers: tuple[AuditView, ...]
    provenance: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, report: AuditReport, links: Links) -> AuditPage:
        """Arranges ``report`` for the page."""
        totals = Totals.of(report)
        may_open = len(report.answers) <= _OPEN_UP_TO
        views = tuple(_view(audit, may_open, links) for audit in report.answers)
        figures = (
            Figure(f"{totals.answers:,}", "answers", count(totals.claims, "claim")),
            *(Figure(percent(rate.value), rate.name, rate.basis) for rate in totals.rates),
        )
        return cls(
            figures=figures,
            filters=_filters(totals, views),
            citations=tuple((s, CITATION_LABELS[s], n) for s, n in totals.citations.items()),
            uncited=totals.uncited,
            answers=views,
            provenance=provenance_rows(report.provenance),
        )


def _filters(totals: Totals, views: tuple[AuditView, ...]) -> tuple[Filter, ...]:
    leaves = Counter(key for view in views for key in view.keys.split())
    whole = sum(totals.verdicts.values())
    filters = []
    offset = 0.0
    for verdict, found in totals.verdicts.items():
        share = 100 * found / whole if whole else 0.0
        mark = MARKS[verdict]
        filters.append(
            Filter(
                verdict.value, mark.symbol, mark.label, found, leaves[verdict.value], offset, share
            )
        )
        offset += share
    problems = sum(view.citation_problems for view in views)
    filters.append(
        Filter(
            _CITATION_PROBLEMS,
            "[ ]",
            "citation problems",
            problems,
            leaves[_CITATION_PROBLEMS],
            0,
            0,
        )
    )
    return tuple(filters)


def _view(audit: AnswerAudit, may_open: bool, links: Links) -> AuditView:
    sources = {source.document_id: source for source in audit.sources}
    tally = Counter(attribution.verdict for attribution in audit.attributions)
    problems = sum(map(_citation_problems, audit.attributions))
    keys = [verdict.value for verdict in MARKS if tally[verdict]]
    if audit.error is not None and not tally[Verdict.UNCHECKED]:
        keys.append(Verdict.UNCHECKED.value)
    if problems:
        keys.append(_CITATION_PROBLEMS)
    rates = [
        f"{name} {percent(rate)}"
        for name, rate in (
            ("support", audit.support_rate),
            ("citation recall", audit.citation_recall),
            ("precision", audit.citation_precision),
        )
        if rate is not None
    ]
    return AuditView(
        id=audit.id,
        line=audit.line,
        question=audit.question,
        opening=" ".join((audit.answer or audit.error or "")[:400].split())[:160],
        error=audit.error,
        keys=" ".join(keys),
        tally=tuple((v, MARKS[v].symbol, MARKS[v].label, tally[v]) for v in MARKS if tally[v]),
        citation_problems=problems,
        rates=", ".join(rates),
        sentences=tuple(
            _checked(view, audit, sources, links)
            for view in sentence_views(audit.answer, audit.attributions, sources)
        ),
        is_open=may_open and has_problem(audit),
    )


def _citation_problems(attribution: Attribution) -> int:
    return len(problem_citations(attribution)) + attribution.uncited


def _checked(
    view: SentenceView, audit: AnswerAudit, sources: Mapping[str, Source], links: Links
) -> CheckedSentence:
    if view.verdict is None:
        return CheckedSentence(view)
    attribution = audit.attributions[view.number]
    markers = markers_of(audit.attributions)
    if audit.error is not None:  # said once, above the sentences
        view = replace(view, reasons=tuple(r for r in view.reasons if r != audit.error))
    citations = []
    for item in attribution.citations:
        source = sources.get(item.document_id) if item.document_id is not None else None
        title = _title(source, item.document_id) if item.document_id is not None else ""
        href = links.to_source(source) if source else None
        better = None
        if item.better is not None:
            name = _title(sources.get(item.better), item.better)
            better = f"{markers[item.better]} {name}" if item.better in markers else name
        citations.append(
            CitationView(
                citation_name(item), item.status, CITATION_LABELS[item.status], title, href, better
            )
        )
    quotes = [
        _quote(evidence, against, sources.get(evidence.document_id), links)
        for against, found in ((False, attribution.evidence), (True, attribution.contradicting))
        for evidence in found
    ]
    return CheckedSentence(view, tuple(citations), attribution.uncited, tuple(quotes))


def _quote(evidence: Evidence, against: bool, source: Source | None, links: Links) -> QuoteView:
    href = links.to(evidence.link) or (links.to_source(source) if source else None)
    title = _title(source, evidence.document_id)
    return QuoteView(evidence.quote, against, title, href, evidence.page)


def _title(source: Source | None, document_id: str) -> str:
    return (source.title or source.uri) if source else document_id
