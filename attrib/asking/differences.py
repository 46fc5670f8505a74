"""What changed between two files of answers: which are given, what they say, and what carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from attrib.auditing.differences import ClaimDiff, ProvenanceDiff
from attrib.types import plain


class Outcome(str, Enum):
    """What came of a question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was said to a question at one time."""

    outcome: Outcome
    question: str | None
    """As asked; None for a malformed row."""
    text: str | None
    """The sentences of the answer without citation markers; None for a malformed row."""
    short_answer: str | None
    """The words that answer the question; None where there are none."""
    confidence: float | None
    """None for a malformed row."""
    unanswered: tuple[str, ...] = ()
    """Of several questions that were asked at once and of which some are answered: the others."""


@dataclass(frozen=True, slots=True)
class AskedDiff:
    """What changed in the answer to a question of both files."""

    id: str | None
    """The row's own id, as in the later file; None where it has none."""
    line: int
    """Where the row stood in the later file of questions, from 1."""
    before: GivenAnswer
    after: GivenAnswer
    sources_gone: tuple[str, ...]
    """URIs of documents that only the earlier answer cites."""
    sources_new: tuple[str, ...]
    """URIs of documents that only the later answer cites."""
    claims: tuple[ClaimDiff, ...]
    """Those that changed, worst first."""

    @property
    def no_longer_answered(self) -> bool:
        """Whether it, or one of several questions in it, was answered before and is not now."""
        return _lost(self.before, self.after)

    @property
    def newly_answered(self) -> bool:
        return _lost(self.after, self.before)

    @property
    def other_text(self) -> bool:
        """Whether it is answered in other words, and was answered before."""
        return self._both_answered and self.before.text != self.after.text

    @property
    def other_short_answer(self) -> bool:
        return self._both_answered and self.before.short_answer != self.after.short_answer

    @property
    def other_sources(self) -> bool:
        return self._both_answered and bool(self.sources_gone or self.sources_new)

    @property
    def changed(self) -> bool:
        """Whether anything did; a confidence, or the wording of a question, alone is nothing."""
        said = self.other_text or self.other_short_answer or self.other_sources
        answers = self.no_longer_answered or self.newly_answered
        return answers or self.before.outcome is not self.after.outcome or said or bool(self.claims)

    @property
    def gravity(self) -> tuple[bool, tuple[int, int]]:
        """Sorts the worst first: what is not answered any more, then by the gravest claim."""
        gravest = min((claim.gravity for claim in self.claims), default=(2, 4))
        return not self.no_longer_answered, gravest

    @property
    def _both_answered(self) -> bool:
        return self.before.outcome is self.after.outcome is Outcome.ANSWERED


def _lost(one: GivenAnswer, other: GivenAnswer) -> bool:
    """Whether ``one`` answers what ``other`` does not."""
    if one.outcome is not Outcome.ANSWERED:
        return False
    return other.outcome is not Outcome.ANSWERED or not set(other.unanswered) <= set(one.unanswered)


@dataclass(frozen=True, slots=True)
class AskDiff:
    """The result of ``compare_answers``."""

    totals: Mapping[str, Any]
    """The totals of both files, ``before`` and ``after``, and how much of each kind changed."""
    provenance: tuple[ProvenanceDiff, ...]
    """What differs in how answers to the same questions were made, each difference once."""
    removed: tuple[str, ...]
    """Questions that were asked only for the earlier file: their ids, or what they say."""
    added: tuple[str, ...]
    """Questions that were asked only for the later file."""
    answers: tuple[AskedDiff, ...]
    """Those of both that changed, worst first."""

    @property
    def changed(self) -> bool:
        """Whether anything changed in the answers."""
        return bool(self.removed or self.added or self.answers)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.ask_diff/1`` of docs/formats.md."""
        return {"schema": "attrib.ask_diff/1", **plain(self)}
