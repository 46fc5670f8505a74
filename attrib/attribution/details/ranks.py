"""Ranks: "the largest", where the source has the second-largest, or one of the largest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.types import Span

MOST = 100
"""Only so many ranks of a text are read: a passage has fewer."""

_SUPERLATIVE = (
    r"(?P<word>best|biggest|brightest|busiest|cheapest|closest|coldest|deadliest|deepest|driest|earliest"
    r"|fastest|greatest|hardest|heaviest|highest|hottest|largest|latest|lightest|longest|loudest|lowest"
    r"|narrowest|nearest|newest|oldest|poorest|richest|safest|shortest|slowest|smallest|strongest|tallest"
    r"|warmest|weakest|wealthiest|wettest|widest|worst|youngest|(?:most|least)\s(?!of\b|likely\b)[a-z]{4,})\b"
)
_RANKED = re.compile(
    r"\b(?P<rank>(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[2-9](?:nd|rd|th)|1[0-9]th|next)"
    r"[\s-]|(?:one|two|three|some|many|several) of\s(?:the|its|their|his|her|[A-Z][\w.]*\s?['’]s)\s"
    r"(?:[\w'’-]+\s){0,2}?"
    rf"|among\s(?:the|its|their|his|her)\s(?:[\w'’-]+\s)?){_SUPERLATIVE}",
    re.IGNORECASE,
)
_OF_RANKS = re.compile(r"\brank", re.IGNORECASE)  # "ranked behind her of the highest paid"
_BARE = re.compile(rf"\b{_SUPERLATIVE}", re.IGNORECASE)


def rank_conflicts(claim: Layout, evidence: Layout) -> Iterator[Conflict]:
    """Superlatives of ``claim`` that ``evidence`` has only with a rank before them."""
    own = {} if _OF_RANKS.search(claim.text) else _bare(claim.text)
    found = islice(_RANKED.finditer(evidence.text), MOST) if own else ()
    ranked = [(_word(match), match) for match in found]
    bare = _bare(evidence.text) if ranked else {}
    for word, span in own.items():
        for said, match in ranked:
            if said == word and said not in bare and _is_same(claim, span, evidence, match):
                text = claim.text[slice(*span)]
                message = f"the answer says “{text}”, the source “{match[0]}”"
                yield Conflict("rank", span, text, match[0], message)
                break


def _is_same(claim: Layout, own: Span, evidence: Layout, match: re.Match[str]) -> bool:
    """Whether both say it of the same, of which they speak before, and in the same circle."""
    clause, theirs = claim.clause(own.start), evidence.clause(match.start())
    subject = {t.stem for t in claim.terms_in(clause.start, own.start)}
    known = {t.stem for t in evidence.terms_in(theirs.start, match.start())}
    rest = [t.stem for t in claim.terms_in(own.end, clause.end)]
    said = [t.stem for t in evidence.terms_in(match.end(), theirs.end)]
    if not subject or not rest or rest[:1] != said[:1]:
        return False
    held = known | set(said)
    return subject <= held and bool(subject & known) and all(stem in held for stem in rest)


def _bare(text: str) -> dict[str, Span]:
    """The superlatives that have no rank before them."""
    taken = [Span(*match.span()) for match in _RANKED.finditer(text)]
    found = {_word(match): Span(*match.span()) for match in _BARE.finditer(text)}
    return {w: span for w, span in found.items() if not any(map(span.overlaps, taken))}


def _word(match: re.Match[str]) -> str:
    return " ".join(match["word"].lower().split())
