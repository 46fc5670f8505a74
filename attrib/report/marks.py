"""How each verdict and citation status is shown: one place for symbols, labels and styles."""

from __future__ import annotations

from dataclasses import dataclass

from attrib.types import CitationStatus, Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """The look of one verdict; ``fallback`` is for consoles that cannot print ``symbol``."""

    symbol: str
    fallback: str
    label: str
    style: str
    """A rich style."""


MARKS: dict[Verdict, Mark] = {
    Verdict.SUPPORTED: Mark("✓", "+", "supported", "green"),
    Verdict.PARTIAL: Mark("◐", "~", "partly supported", "yellow"),
    Verdict.CONTRADICTED: Mark("✗", "x", "contradicted", "red"),
    Verdict.UNSUPPORTED: Mark("?", "?", "unsupported", "magenta"),
    Verdict.UNCHECKED: Mark("–", "-", "not checked", "bright_black"),
    Verdict.NOT_A_CLAIM: Mark("·", ".", "not a claim", "bright_black"),
}
"""In the order in which totals list them."""

CITATION_LABELS: dict[CitationStatus, str] = {
    CitationStatus.VALID: "valid",
    CitationStatus.WRONG: "wrong",
    CitationStatus.DANGLING: "dangling",
    CitationStatus.UNCHECKED: "not checked",
}


def percent(rate: float | None) -> str:
    """``rate`` (0 to 1) as a percentage; a dash where there was nothing to measure."""
    return "–" if rate is None else f"{rate:.1%}"


def count(number: int, noun: str) -> str:
    """``1 answer``, ``2,000 answers``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
