"""Who is what: "Lopez is the CFO and Reed is the CEO", or "Lopez was CEO until 2019", for "the CEO is
Lopez".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, permutations
from operator import or_
from typing import NamedTuple

from attrib.attribution.details.cues import Cue
from attrib.attribution.details.detail import Conflict
from attrib.attribution.details.layout import Layout
from attrib.types import Span

MOST = 30
"""Only so many clauses of a text are read: a passage has fewer."""

_IS = re.compile(r"\s(?:is|are|ist|sind|(?P<past>was|were|war|waren))\s", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:until|till|bis)\s", re.IGNORECASE)
_THE = re.compile(r"\s*(?:the|its|our|their|der|die|das)\s", re.IGNORECASE)
_NAME = re.compile(r"\s*[A-Z]")
_AGAIN = re.compile(r"\b(?:again|return\w*|wieder)\b", re.IGNORECASE)
_NOW = frozenset(("current", "present", "now", "aktuell"))


class _Identity(NamedTuple):
    """What a clause says to be one and the same."""

    sides: tuple[frozenset[str], frozenset[str]]
    """The stems of what stands before the verb, and after it."""
    last: Span
    """Where the second side stands."""
    span: Span
    past: bool
    ended: bool
    """Whether it was so until some time."""


def identity_conflicts(
    claim: Layout, own: Sequence[Cue], evidence: Layout, others: Sequence[Cue]
) -> Iterator[Conflict]:
    """Where one sentence of ``evidence`` says of both sides of the claim that they are another's, or that
    it was so until some time. Where either denies anything, none.
    """
    claimed = _identities(claim) if not own and not others else []
    said = _identities(evidence) if claimed else []
    for mine in claimed:
        if otherwise := next(_otherwise(mine, said, evidence), None):
            text = claim.text[slice(*mine.span)]
            source = evidence.text[slice(*otherwise.span)]
            message = f"the answer says “{text}”, the source “{source}”"
            yield Conflict("role", mine.last, text, source, message)


def _otherwise(mine: _Identity, said: Sequence[_Identity], evidence: Layout) -> Iterator[_Identity]:
    """What is said in the place of ``mine``."""
    same = [other for other in said if set(other.sides) == set(mine.sides)]
    if same:
        over = not mine.past and all(other.ended for other in same)
        if over and not _AGAIN.search(evidence.text):
            yield same[0]
        return
    for first, second in permutations(said, 2):
        at = (evidence.sentence_at(one.span.start) for one in (first, second))
        times = {one.past for one in (mine, first, second)}
        if len(set(at)) == len(times) == 1 and _are_apart(mine, first, second):
            yield first


def _are_apart(mine: _Identity, first: _Identity, second: _Identity) -> bool:
    """Whether ``first`` has one side of ``mine`` and ``second`` the other, and neither has both."""
    (one, two), held = mine.sides, first.sides[0] | first.sides[1]
    return (
        one in first.sides
        and two in second.sides
        and not two & held
        and not one & (second.sides[0] | second.sides[1])
    )


def _identities(layout: Layout) -> list[_Identity]:
    """The clauses "Lopez is the CEO", "the CEO is Lopez" and "the mill is the oldest" of a text; what is
    only big, or a mill, is no one in particular.
    """
    text, found = layout.text, []
    for start, end in islice(pairwise((0, *layout.clause_breaks, len(text))), MOST):
        verbs = list(_IS.finditer(text, start, end))
        if len(verbs) != 1:
            continue
        until = _UNTIL.search(text, verbs[0].end(), end) if verbs[0]["past"] else None
        sides = (
            Span(start, verbs[0].start()),
            Span(verbs[0].end() - 1, until.start() if until else end),
        )
        definite = [bool(_THE.match(text, *side)) for side in sides]
        named = [bool(_NAME.match(text, *side)) for side in sides]
        if not until and not (any(definite) and all(map(or_, definite, named))):
            continue
        terms = [layout.terms_in(*side) for side in sides]
        one, two = (frozenset(term.stem for term in side) - _NOW for side in terms)
        if one and two and one.isdisjoint(two):
            last = Span(terms[1][0].span.start, terms[1][-1].span.end)
            words = layout.words_in(start, end if until else last.end)
            span = Span(words[0].start, words[-1].end)
            found.append(_Identity((one, two), last, span, bool(verbs[0]["past"]), bool(until)))
    return found
