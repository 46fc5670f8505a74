"""Splits a claim into clauses, so that what is carried in part can be told clause by clause."""

from __future__ import annotations

import re
from itertools import pairwise

from attrib.text.words import content_terms
from attrib.types import Span

_FINITE = (
    "is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|"
    r"\w{3,}ed|became|began|built|came|fell|gave|grew|held|kept|led|left|lost|made|met|ran|rose|"
    "said|sold|stood|took|went|won|wrote"
)
# White space is matched from its first character only: it may be very long.
_BREAK = re.compile(
    rf"""(?ix)
      [;:—] \s+ | (?<!\s)\s+ [–-] \s+ |
      , \s+ (?= (?:and(?!\ \d)|but|or(?!\ \d)|nor|yet|so|while|whereas|although|though|because|since|
                  which|who|whose|where|when|after|before|until|including|making|leading|causing)\b ) |
      (?<!\s)\s+ (?= (?:but|while|whereas|although|because|and\ (?:then\ |also\ |later\ )?(?:{_FINITE}))\b )
    """
)
LEAST_TERMS = 2
"""Content words below which a piece belongs to the clause before it."""


def split_clauses(claim: str) -> tuple[Span, ...]:
    """The clauses of ``claim``, in order, without white space around them.

    Cuts at semicolons, dashes, and before conjunctions and relative pronouns (English); a piece
    with fewer than LEAST_TERMS content words stays with its neighbour. One span, the whole claim,
    where there is nothing to cut.
    """
    cuts = [0, *(match.end() for match in _BREAK.finditer(claim)), len(claim)]
    spans: list[Span] = []
    for start, end in pairwise(cuts):
        if spans and min(_terms(claim[start:end]), _terms(_quoted(claim, spans[-1]))) < LEAST_TERMS:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(_trimmed(claim, span) for span in spans)


def _quoted(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _terms(text: str) -> int:
    return len(content_terms(text))


def _trimmed(text: str, span: Span) -> Span:
    piece = _quoted(text, span)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip().rstrip(",;:—–- ")))
