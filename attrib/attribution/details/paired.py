"""Values that a sentence pairs with what they are said of: "12 euros for adults and 6 for children"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.attribution.details.context import stands_in
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, quantities

REACH = 24
"""Characters before a number in which the verb stands that says when."""

_SAID_OF = re.compile(r"\s(?:for|on|at|in|during|among|für|am|bei|im)\s", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|costs?|stands at|beträgt|kostet)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|stood at|betrug|kostete)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:until|till|bis)\s", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|seit|seitdem)\b", re.IGNORECASE)


def paired_otherwise(
    own: Detail, claim: Found, equals: Sequence[Detail], source: Found
) -> Detail | None:
    """The number that the source has for what the claim says ``own`` of, where one sentence tells both
    apart. ``equals`` are the source's numbers that are the same.
    """
    if len(equals) != 1 or not stands_in(claim.affinity(own, source, equals[0])):
        return None
    same, unit = equals[0], quantities(equals[0])[0].unit
    start, end = source.layout.sentence(same.span.start)
    others = [
        number
        for number in source.numbers
        if start <= number.span.start < end
        and number != same
        and quantities(number)[0].unit in ("", unit)
    ]
    if _is_now(own, claim) and _was_until(same, source):
        return next((number for number in others if _is_since(same, number, source)), None)
    asked, said = _said_of(own, claim), _said_of(same, source)
    if not asked or not said or asked[0] in said:
        return None
    if sum(term.stem == asked[0] for term in source.layout.terms_in(start, end)) != 1:
        return None
    return next((number for number in others if _said_of(number, source)[:1] == asked[:1]), None)


def _said_of(number: Detail, found: Found) -> list[str]:
    """The stems of what its clause says right after a number: "adults" of "12 euros for adults"."""
    end = number.span.end
    if not _SAID_OF.match(found.layout.text, end):
        return []
    stop = min(
        [
            found.layout.clause(end).end,
            *(n.span.start for n in found.numbers if n.span.start >= end),
        ]
    )
    return [term.stem for term in found.layout.terms_in(end, stop)]


def _is_now(number: Detail, found: Found) -> bool:
    return not found.dates and bool(_IS.search(_before(number, found)))


def _was_until(number: Detail, found: Found) -> bool:
    ended = _UNTIL.match(found.layout.text, number.span.end)
    return bool(ended) and bool(_WAS.search(_before(number, found)))


def _is_since(first: Detail, number: Detail, found: Found) -> bool:
    """Whether it is what the sentence has since then."""
    end = found.layout.sentence(number.span.start).end
    after = number.span.start > first.span.end
    return after and bool(_SINCE.search(found.layout.text, first.span.end, end))


def _before(number: Detail, found: Found) -> str:
    return found.layout.text[max(0, number.span.start - REACH) : number.span.start]
