"""What a support scorer is: does this source carry this claim, and with which sentences?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from attrib.types import Span


class Pair(NamedTuple):
    """A claim, and the sentences it is held against."""

    claim: str
    sentences: tuple[str, ...]
    context: str = ""
    """Title and headings above the sentences: they name what the sentences speak of, but are
    no evidence themselves."""
    lead: int = 0
    """Length of what stands before the claim proper: the question that it answers."""

    def source(self, positions: Iterable[int] | None = None) -> str:
        """The sentences at ``positions`` (all when None) below the context, each on a line of its own:
        a heading or the row of a table ends without a full stop, and the next begins something else.
        """
        chosen = range(len(self.sentences)) if positions is None else positions
        return "\n".join((*filter(None, [self.context]), *(self.sentences[i] for i in chosen)))


@dataclass(frozen=True, slots=True)
class Support:
    """What a scorer says of one pair."""

    probability: float
    """Calibrated probability that the sentences support the whole claim, 0 to 1."""
    contradiction: float
    """Strength of the contradiction, 0 to 1; 0 when the sentences say nothing against the claim."""
    evidence: tuple[int, ...]
    """Positions of the sentences that carry (or contradict) the claim, ascending."""
    unsupported: tuple[Span, ...] = ()
    """Words of the claim that the sentences do not carry, as offsets into the claim."""
    reasons: tuple[str, ...] = ()
    """In words: what is missing or differs."""
    carried: tuple[Span, ...] = ()
    """Clauses of the claim that the sentences support although they do not support all of it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a scorer's numbers become verdicts; they belong to the scorer that they were chosen for."""

    supported: float
    """Least probability of a supported claim."""
    partial: float
    """Least probability of a claim that is carried in part."""
    contradicted: float
    """Least contradiction of a contradicted claim."""


class SupportScorer(Protocol):
    """Scores pairs; a new backend is one new class with these members."""

    @property
    def thresholds(self) -> Thresholds: ...

    def describe(self) -> dict[str, Any]:
        """Name, version and thresholds, for provenance."""

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        """One Support per pair, in order; a pair's result does not depend on the other pairs."""
