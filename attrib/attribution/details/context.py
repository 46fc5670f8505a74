"""The words around a detail: which detail of the evidence stands in the claim's place."""

from __future__ import annotations

from typing import NamedTuple

from attrib.attribution.details.detail import Detail
from attrib.attribution.details.layout import Layout, fold

REACH = 500
"""Words further away (in characters) are not looked at, however long the sentence."""


class Place(NamedTuple):
    """Where a detail stands: the content words of its sentence, and the words next to it."""

    sentence: frozenset[str]
    before: tuple[str, ...]
    """Stems of up to two content words before it, nearest first."""
    after: tuple[str, ...]
    previous: str
    """The word right before it, folded, function words included; empty at a sentence's start."""
    following: str
    clause_before: tuple[str, str]
    """In its clause, the nearest content word before it that is no number, and ``previous``."""
    clause_after: str
    """In its clause, the nearest content word after it."""
    clause_first: str
    """In its clause, the first content word before it that is no number."""


class Affinity(NamedTuple):
    """How alike two places are."""

    adjacent: int
    """On how many sides (0 to 2) a near content word is the same."""
    nearest: int
    """On how many sides the nearest content word is the same."""
    touching: int
    """On how many sides the very next word is the same."""
    share: float
    """Share of the claim's other content words that the evidence's sentence holds."""
    follows: bool
    """Whether the nearest content word after it is the same, such as the thing counted."""
    head: bool
    """Whether the claim's next content word follows in the source, maybe after another word."""

    @property
    def alike(self) -> float:
        """What tells the likeliest counterpart of several."""
        return self.adjacent + self.touching / 2 + 2 * self.share


def place(layout: Layout, detail: Detail, lead: int | None = None) -> Place:
    """The surroundings of ``detail``; what stands from ``lead`` on before it ("more than") is its own."""
    start, end = detail.span
    begin = start if lead is None else lead
    sentence = layout.sentence(start)
    left = max(sentence.start, start - REACH)
    right = min(sentence.end, end + REACH)
    before = [term.stem for term in layout.terms_in(left, begin)]
    after = [term.stem for term in layout.terms_in(end, right)]
    words_before = layout.words_in(left, begin)
    words_after = layout.words_in(end, right)
    clause = layout.clause(start)
    led = [t.stem for t in layout.terms_in(max(left, clause.start), begin)]
    led = [stem for stem in led if not stem[:1].isdigit()]
    return Place(
        sentence=frozenset(before + after),
        before=tuple(before[:-3:-1]),
        after=tuple(after[:2]),
        previous=fold(words_before[-1].text) if words_before else "",
        following=fold(words_after[0].text) if words_after else "",
        clause_before=(led[-1], fold(words_before[-1].text)) if led else ("", ""),
        clause_after=after[0] if after and layout.terms_in(end, min(right, clause.end)) else "",
        clause_first=led[0] if led else "",
    )


def affinity(claim: Place, source: Place) -> Affinity:
    """How alike the places of a claim's detail and of a source's detail are."""
    rest = claim.sentence
    return Affinity(
        adjacent=bool(set(claim.before) & set(source.before))
        + bool(set(claim.after) & set(source.after)),
        nearest=(claim.before[:1] == source.before[:1]) + (claim.after[:1] == source.after[:1]),
        touching=(claim.previous == source.previous) + (claim.following == source.following),
        share=len(rest & source.sentence) / len(rest) if rest else 1.0,
        follows=claim.after[:1] == source.after[:1],
        head=bool(claim.after) and claim.after[0] in source.after,
    )


def stands_in(likeness: Affinity) -> bool:
    """Whether what stands there is said of the same, so that another value is another claim."""
    return likeness.share >= 0.5 or (likeness.adjacent >= 1 and likeness.share >= 0.25)
