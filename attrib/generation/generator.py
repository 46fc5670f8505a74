"""What a generator is: question and passages in, a draft of sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from attrib.types import RetrievedPassage


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked. Citations are not the generator's business."""

    sentences: tuple[str, ...]
    """Empty when the generator found nothing to say."""
    confidence: float
    """Probability that the passages answer the question, 0 to 1."""


class Generator(Protocol):
    """Writes a draft; a new backend is one new class with these members."""

    @property
    def name(self) -> str:
        """For provenance."""

    def generate(self, question: str, passages: Sequence[RetrievedPassage]) -> Draft: ...
