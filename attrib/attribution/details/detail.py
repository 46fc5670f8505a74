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


def contrast(own: Detail, other: Detail) -> Conflict:
    """The claim says ``own``, the source ``other``."""
    message = f"the answer says {own.text}, the source {other.text}"
    if own.text.casefold() == other.text.casefold():  # "100 per second", "100 per minute"
        message = f"the source says {other.text} by another measure"
    return Conflict(own.kind, own.span, own.text, other.text, message)


def absent(own: Detail, coarser: Detail | None, span: Span | None = None) -> Conflict:
    """The source lacks ``own`` (or what stands at ``span`` of it), or has it less precisely."""
    span = span or own.span
    text = own.text[span.start - own.span.start : span.end - own.span.start]
    message = f"the source does not mention {text}"
    if coarser:
        message = f"the source says only {coarser.text}, not {text}"
    return Conflict(own.kind, span, text, None, message)
