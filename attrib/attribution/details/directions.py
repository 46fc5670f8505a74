"""Opposites: words that turn a sentence round while every other word stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrib.attribution.details.cues import Cue, is_cue_word, is_denied
from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.ellipses import Mention, is_elided
from attrib.attribution.details.layout import Layout
from attrib.attribution.details.numbers import is_led
from attrib.attribution.details.opposites import PARTICLES, SIDES, is_placed
from attrib.text.words import Word
from attrib.types import Span

COVERED = 0.6

_THAN = re.compile(r"\b(?:than|als)\s", re.IGNORECASE)
# "not uncommon" is as good as "common".
_DENIED_PREFIX = re.compile(r"\bnot\s(?:un|in|im)\w+$", re.IGNORECASE)


def find_directions(
    layout: Layout, taken: Sequence[Span] = (), numbers: Sequence[Span] = ()
) -> list[Detail]:
    """The words that have an opposite, outside ``taken`` (dates, numbers, names), without those that
    only bound one of ``numbers``: "more than 400", "at least 3".
    """
    used = {offset for span in taken for offset in range(*span)}
    return [
        Detail("direction", word.text, Span(word.start, word.end), word.text.lower())
        for word in layout.words
        if word.text.lower() in SIDES
        and word.start not in used
        and is_placed(layout.text, word.start, word.end)
        and not _DENIED_PREFIX.search(layout.text, max(0, word.start - 5), word.end)
        and not _bounds(layout, word, numbers)
    ]


def direction_conflicts(
    claim: Layout,
    own: Sequence[Detail],
    cues: Sequence[Cue],
    evidence: Layout,
    others: Sequence[Detail],
    other_cues: Sequence[Cue],
) -> Iterator[Conflict]:
    """Where the evidence says the opposite word of otherwise the same sentence."""
    said = (evidence.folded - PARTICLES).union(str(other.value) for other in others)
    claimed, written = (Counter(one.value for one in side) for side in (own, others))
    for detail in own:
        opposed = (
            other
            for side, opposite, mark in SIDES[str(detail.value)]
            for elsewhere in [not side.isdisjoint(said)]
            for other in others
            if other.value in opposite
            and _same_place(claim, detail, evidence, other, mark)
            and is_denied(cues, detail.span.start) == is_denied(other_cues, other.span.start)
            and not _is_excepted(claim, detail, evidence, other, other_cues)
            and not is_elided(
                Mention(claim, cues, detail.span.start),
                Mention(evidence, other_cues, other.span.start),
            )
            and (
                not elsewhere
                or (
                    written[detail.value] == claimed[other.value] == 1
                    and _is_exchanged(claim, own, evidence, others, (detail, other))
                )
                or _is_said_apart(claim, detail, evidence, other, side)
            )
        )
        if other := next(opposed, None):
            message = f"the answer says “{detail.text}”, the source “{other.text}”"
            yield Conflict("direction", detail.span, detail.text, other.text, message)


def _is_exchanged(
    claim: Layout,
    own: Sequence[Detail],
    evidence: Layout,
    others: Sequence[Detail],
    pair: tuple[Detail, Detail],
) -> bool:
    """Whether claim and evidence have both opposites, each before what the other stands before in the
    other text: "imports ore and exports timber" for "exports ore and imports timber".
    """
    detail, other = pair
    mine = next(one for one in own if one.value == other.value)
    theirs = next(one for one in others if one.value == detail.value)
    after = [_neighbours(claim, detail)[1], _neighbours(claim, mine)[1]]
    said = [_neighbours(evidence, theirs)[1], _neighbours(evidence, other)[1]]
    return all(after) and after == said[::-1] and after[0] != after[1]


def _is_said_apart(
    claim: Layout, detail: Detail, evidence: Layout, other: Detail, side: frozenset[str]
) -> bool:
    """Whether what the claim says after ``detail`` stands in the evidence once, after the opposite, in a
    clause of its own: "open from Tuesday to Saturday and closed on Sundays" for "open on Sundays". Of
    numbers and years `compare` tells itself where they stand.
    """
    start, end = evidence.clause(other.span.start)
    after = evidence.terms_in(other.span.end, end)
    words = (word.text.lower() for word in evidence.words_in(start, end))
    alone = (side - PARTICLES).isdisjoint(words)
    right = _neighbours(claim, detail)[1]
    return (
        alone
        and bool(after)
        and after[0].stem == right
        and not right[:1].isdigit()
        and sum(term.stem == right for term in evidence.terms) == 1
    )


def _is_excepted(
    claim: Layout, detail: Detail, evidence: Layout, other: Detail, cues: Sequence[Cue]
) -> bool:
    """Whether the evidence excepts what the claim says after ``detail``: "open every day except Mondays"
    is "closed on Mondays".
    """
    right = _neighbours(claim, detail)[1]
    return any(
        cue.excludes and cue.focus and cue.focus[0].stem == right
        for cue in cues
        if evidence.sentence_at(cue.span.start) == evidence.sentence_at(other.span.start)
    )


def _same_place(claim: Layout, detail: Detail, evidence: Layout, other: Detail, mark: str) -> bool:
    """Whether the two words stand among the same content words."""
    clause = claim.clause(detail.span.start)
    rest = {t.stem for t in claim.terms_in(*clause) if t.span != detail.span and not is_cue_word(t)}
    found = {t.stem for t in evidence.terms_in(*evidence.sentence(other.span.start))}
    if not rest or len(rest & found) < COVERED * len(rest):
        return False
    if _is_turned(claim, detail, evidence, other):
        return False
    left, right = _neighbours(claim, detail)
    other_left, other_right = _neighbours(evidence, other)
    same_left = left is not None and left == other_left
    same_right = right is not None and right == other_right
    if mark == "^":
        return same_left
    if mark == "~" and (left or other_left) and (right or other_right):
        return same_right
    return same_left or same_right


def _is_turned(claim: Layout, detail: Detail, evidence: Layout, other: Detail) -> bool:
    """Whether "B is less than A" stands for "A is more than B"."""
    (_, than), (before, other_than) = _compared(claim, detail), _compared(evidence, other)
    return bool(than & before) and not than & other_than


def _compared(layout: Layout, detail: Detail) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the content words before ``detail`` in its sentence, and of those after "than"."""
    start, end = layout.sentence(detail.span.start)
    than = _THAN.search(layout.text, detail.span.end, end)
    before = layout.terms_in(start, detail.span.start)
    after = layout.terms_in(than.end(), end) if than else ()
    return frozenset(t.stem for t in before), frozenset(t.stem for t in after)


def _neighbours(layout: Layout, detail: Detail) -> tuple[str | None, str | None]:
    """Stems of the content words before and after, in the same sentence."""
    terms = [t for t in layout.terms_in(*layout.sentence(detail.span.start)) if not is_cue_word(t)]
    before = [term.stem for term in terms if term.span.end <= detail.span.start]
    after = [term.stem for term in terms if term.span.start >= detail.span.end]
    return (before[-1] if before else None), (after[0] if after else None)


def _bounds(layout: Layout, word: Word, numbers: Sequence[Span]) -> bool:
    return any(
        0 <= number.start - word.end <= 6
        and layout.text[word.end : number.start].strip() in ("", "than")
        and is_led(layout.text, number.start)
        for number in numbers
    )
