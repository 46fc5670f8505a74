"""What changed between two audits: answers, their claims, and what made it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from attrib.types import CitationStatus, Verdict, plain


class Direction(str, Enum):
    """Whether a verdict became better or worse."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


STANDING: dict[Verdict, tuple[int, int]] = {
    Verdict.SUPPORTED: (3, 3),
    Verdict.PARTIAL: (2, 2),
    Verdict.UNSUPPORTED: (1, 1),
    Verdict.CONTRADICTED: (0, 0),
    # It never counts as carried, and nobody knows how bad it is.
    Verdict.UNCHECKED: (0, 1),
    Verdict.NOT_A_CLAIM: (0, 3),
}
"""The lowest and the highest place of each verdict, from 0 to 3."""


def direction(before: Verdict, after: Verdict) -> Direction:
    """Where a verdict went; verdicts whose places overlap are neither better nor worse."""
    if STANDING[after][1] < STANDING[before][0]:
        return Direction.WORSE
    if STANDING[after][0] > STANDING[before][1]:
        return Direction.BETTER
    return Direction.NEITHER


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """A claim as one audit judged it."""

    text: str
    verdict: Verdict
    probability: float | None
    """Calibrated probability that the sources support the claim; None when not scored."""
    reasons: tuple[str, ...]
    """Why the verdict is not higher, or why the claim could not be checked, in words."""


@dataclass(frozen=True, slots=True)
class CitationDiff:
    """A citation of a claim whose status changed."""

    target: str
    """What the marker points to, as written inside it."""
    before: CitationStatus | None
    """None when the claim did not have it."""
    after: CitationStatus | None
    """None when the claim no longer has it."""


@dataclass(frozen=True, slots=True)
class QuotedEvidence:
    """Words of a document that speak for or against a claim."""

    document_id: str
    uri: str
    quote: str
    contradicts: bool
    """Whether the words speak against the claim."""


@dataclass(frozen=True, slots=True)
class ClaimDiff:
    """What changed in a claim. Where both sides are there and their texts differ, it was reworded."""

    before: ClaimVerdict | None
    """None for a new claim."""
    after: ClaimVerdict | None
    """None for a claim that is gone."""
    direction: Direction | None
    """Of the verdict; None where it did not change, and for a claim that is new or gone."""
    citations: tuple[CitationDiff, ...] = ()
    evidence_gone: tuple[QuotedEvidence, ...] = ()
    evidence_new: tuple[QuotedEvidence, ...] = ()

    @property
    def reworded(self) -> bool:
        return bool(self.before and self.after and self.before.text != self.after.text)

    @property
    def became_unchecked(self) -> bool:
        """Whether it is unchecked, and was checked before or not there."""
        was = self.before.verdict if self.before else None
        now = self.after.verdict if self.after else None
        return now is Verdict.UNCHECKED and was is not Verdict.UNCHECKED

    @property
    def gravity(self) -> tuple[int, int]:
        """Sorts the worst first: what became worse, then unchecked, what else changed, the better."""
        place = STANDING[self.after.verdict][0] if self.after else len(STANDING)
        if self.direction is Direction.WORSE:
            return 0, place
        if self.became_unchecked:
            return 1, place
        return (3 if self.direction is Direction.BETTER else 2), place


@dataclass(frozen=True, slots=True)
class AnswerDiff:
    """What changed in an answer that both audits have."""

    id: str
    line: int
    """Where it stood in the file that the later audit read, from 1."""
    question: str | None
    claims: tuple[ClaimDiff, ...]
    """Those that changed, worst first."""


@dataclass(frozen=True, slots=True)
class ProvenanceDiff:
    """One thing that was different when the audits were made."""

    name: str
    """As in the provenance: ``attrib_version``, ``scorer.sha256``, ``settings.candidates``."""
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class AuditDiff:
    """The result of ``compare_audits``."""

    totals: Mapping[str, Any]
    """The totals of both audits, ``before`` and ``after``, and how much of each kind changed."""
    provenance: tuple[ProvenanceDiff, ...] | None
    """What differs in how the audits were made; None when one of them does not tell."""
    removed: tuple[str, ...]
    """Ids of answers that only the earlier audit has."""
    added: tuple[str, ...]
    """Ids of answers that only the later audit has."""
    answers: tuple[AnswerDiff, ...]
    """Those of both that changed, worst first."""

    @property
    def changed(self) -> bool:
        """Whether anything changed in the answers."""
        return bool(self.removed or self.added or self.answers)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.audit_diff/1`` of docs/formats.md."""
        return {"schema": "attrib.audit_diff/1", **plain(self)}


def worse_failures(totals: Mapping[str, Any]) -> list[str]:
    """Why later audits or answers are worse than earlier ones, in words; empty when they are not.

    ``totals`` are those of an AuditDiff or an AskDiff.
    """
    faults = {
        "no_longer_answered": "question(s) are no longer answered",
        "worse": "claim(s) became worse",
        "removed": "answer(s) are missing that were there before",
        "unchecked": "claim(s) or citation(s) became unchecked: see their reasons",
    }
    return [f"{totals[name]} {fault}" for name, fault in faults.items() if totals.get(name)]
