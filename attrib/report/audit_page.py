"""What the page of an audit shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from attrib.report.answer_page import provenance_rows
from attrib.report.checked_sentence import CheckedSentence, checked_sentences
from attrib.report.findings import has_problem, is_disputed, problem_citations
from attrib.report.links import Links
from attrib.report.marks import CITATION_LABELS, MARKS, count, percent
from attrib.report.totals import Totals
from attrib.types import AnswerAudit, Attribution, AuditReport, CitationStatus, Verdict

_OPEN_UP_TO = 25
"""Reports with at most this many answers show their findings without a click."""
_CITATION_PROBLEMS = "citations"
_DISPUTED = "disputed"


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
    disputed: int
    """Sentences that a source speaks against, though their verdict is another."""
    rates: str
    sentences: tuple[CheckedSentence, ...]
    has_problem: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The values of the templates ``audit.html`` and ``audit.md``."""

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
    for key, symbol, label, found in (
        (_CITATION_PROBLEMS, "[ ]", "citation problems", sum(v.citation_problems for v in views)),
        (_DISPUTED, "≠", "a source says otherwise", sum(v.disputed for v in views)),
    ):
        filters.append(Filter(key, symbol, label, found, leaves[key], 0, 0))
    return tuple(filters)


def _view(audit: AnswerAudit, may_open: bool, links: Links) -> AuditView:
    sources = {source.document_id: source for source in audit.sources}
    tally = Counter(attribution.verdict for attribution in audit.attributions)
    problems = sum(map(_citation_problems, audit.attributions))
    problem = has_problem(audit)
    keys = [verdict.value for verdict in MARKS if tally[verdict]]
    if audit.error is not None and not tally[Verdict.UNCHECKED]:
        keys.append(Verdict.UNCHECKED.value)
    if problems:
        keys.append(_CITATION_PROBLEMS)
    disputed = sum(map(is_disputed, audit.attributions))
    if disputed:
        keys.append(_DISPUTED)
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
        disputed=disputed,
        rates=", ".join(rates),
        sentences=checked_sentences(
            audit.answer, audit.attributions, sources, links, told=audit.error
        ),
        has_problem=problem,
        is_open=may_open and problem,
    )


def _citation_problems(attribution: Attribution) -> int:
    return len(problem_citations(attribution)) + attribution.uncited
