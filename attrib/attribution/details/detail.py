"""What the detail guard looks at, and what it finds wrong."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from attrib.types import Span

DetailKind = Literal[
    "number", "date", "name", "role", "negation", "direction", "quantifier", "rank", "certainty",
    "exclusive",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detail:
    """A word or phrase that changes what a sentence asserts, however many words stay the same."""

    kind: DetailKind
    text: str
    span: Span
    """Where it stands: ``text[span.start:span.end]`` of the text that was searched."""
    value: Hashable
    """Normalised; for numbers and dates a tuple with one item per possible reading."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A detail of the claim that the evidence does not bear out."""

    kind: DetailKind
    span: Span
    """Where it stands in the claim."""
    claim_value: str
    source_value: str | None
    """What the evidence says in its place; None when it says nothing of the kind."""
    message: str
