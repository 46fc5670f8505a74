"""The totals of an audit report, read once for every rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attrib.report.marks import MARKS, count
from attrib.types import AuditReport, CitationStatus, Verdict


@dataclass(frozen=True, slots=True)
class Rate:
    """A share (0 to 1, None when nothing was measured) and what it was measured on."""

    name: str
    value: float | None
    n: int
    unit: str

    @property
    def basis(self) -> str:
        """``of 41 claims``."""
        return f"of {count(self.n, self.unit)}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What ``AuditReport.totals`` holds, typed."""

    answers: int
    malformed: int
    """Answers that could not be read or had nothing to be checked against."""
    claims: int
    verdicts: Mapping[Verdict, int]
    citations: Mapping[CitationStatus, int]
    uncited: int
    rates: tuple[Rate, ...]

    @classmethod
    def of(cls, report: AuditReport) -> Totals:
        totals = report.totals
        return cls(
            answers=totals["answers"],
            malformed=totals["malformed"],
            claims=totals["claims"],
            verdicts={verdict: totals["verdicts"].get(verdict.value, 0) for verdict in MARKS},
            citations={
                status: totals["citations"].get(status.value, 0) for status in CitationStatus
            },
            uncited=totals["uncited"],
            rates=(
                Rate("support rate", totals["support_rate"], totals["claims"], "claim"),
                Rate(
                    "citation recall", totals["citation_recall"], totals["scored_answers"], "answer"
                ),
                Rate(
                    "citation precision",
                    totals["citation_precision"],
                    totals["precision_answers"],
                    "answer",
                ),
            ),
        )
