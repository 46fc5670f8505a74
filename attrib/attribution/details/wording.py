"""A claim in the wording of its source: "482 km" where it says 300 miles and the source does not.

A model that reads both sees whether words agree, and cannot reckon: of numbers, dates and acronyms
the guard knows that they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from attrib.attribution.details.date_values import relate_dates
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, date_values, find, name_of, quantities
from attrib.attribution.details.names import is_alias
from attrib.attribution.details.number_relations import is_slight
from attrib.attribution.details.quantities import (
    CONVERTED,
    Quantity,
    is_converted,
    relate_quantities,
    rounds_to,
)
from attrib.types import Span

MOST = 100
"""Beside sources with more numbers, dates or names claims are read as they are."""

COUNTED = 10
"""Models know that six is 6: bare numbers are put in other words from here on."""

_POSSESSIVE = re.compile(r"['’]s?$")


class Edit(NamedTuple):
    """What stands at ``old`` in the claim, and at ``new`` in other words."""

    old: Span
    new: Span


class Reworded(NamedTuple):
    """A claim with some of its details in other words."""

    text: str
    edits: tuple[Edit, ...] = ()

    def original(self, span: Span) -> Span:
        """Where what stands at ``span`` of ``text`` stood before."""
        shift = 0
        for old, new in self.edits:
            if span.overlaps(new):
                return old
            if new.end <= span.start:
                shift = old.end - new.end
        return span.moved(shift)


def reworded(claim: str, evidence: str, lead: int = 0) -> Reworded:
    """``claim`` with each number, date and acronym that ``evidence`` says in another form as it stands
    there; what ends before ``lead`` (a question) is left as it is.
    """
    own = find(claim)
    details = [
        detail
        for detail in (*own.dates, *own.numbers, *own.names)
        if detail.span.start >= lead and not _stands_in(detail.text, evidence)
    ]
    if not details:
        return Reworded(claim)
    source = find(evidence, own.layout.language)
    if max(map(len, (source.dates, source.numbers, source.names))) > MOST:
        return Reworded(claim)
    made, edits, at = "", [], 0
    for detail in sorted(details, key=lambda d: d.span):
        words = _words(own, detail, source)
        if not words or detail.span.start < at:
            continue
        made += claim[at : detail.span.start]
        edits.append(Edit(detail.span, Span(len(made), len(made) + len(words))))
        made += words
        at = detail.span.end
    return Reworded(made + claim[at:], tuple(edits))


def _stands_in(words: str, evidence: str) -> bool:
    """Whether the words stand there: 5 km does not in 15 km, nor US in "us"."""
    case = 0 if words.isupper() else re.IGNORECASE
    return bool(re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w)", evidence, case))


def _words(claim: Found, own: Detail, source: Found) -> str:
    """In which words the source says ``own``; empty where it does not, or two that differ might be it."""
    same = [(claim.affinity(own, source, other).alike, other) for other in _same(own, source)]
    best = max((alike for alike, _ in same), default=0.0)
    likeliest = [other for alike, other in same if alike == best]
    if not likeliest or len({other.value for other in likeliest}) > 1:
        return ""
    words = _POSSESSIVE.sub("", likeliest[0].text)
    return words + "".join(_POSSESSIVE.findall(own.text))


def _same(own: Detail, source: Found) -> Iterator[Detail]:
    """The details of the source that say exactly what ``own`` says: a day for a day, an amount for the
    same amount, an acronym for what it stands for; but no year for a decade, and no range for an
    amount within it.
    """
    if own.kind == "date":
        return (other for other in source.dates if _is_same_date(own, other))
    if own.kind == "number":
        return (other for other in source.numbers if _is_same_number(own, other))
    return (other for other in source.names if is_alias(name_of(own), name_of(other)))


def _is_same_date(own: Detail, other: Detail) -> bool:
    mine, theirs = date_values(own), date_values(other)
    if mine[0].bound != theirs[0].bound or not all(value.months for value in (*mine, *theirs)):
        return False
    mine, theirs = (tuple(v._replace(bound=None) for v in side) for side in (mine, theirs))
    return relate_dates(mine, theirs) == relate_dates(theirs, mine) == "same"


def _is_same_number(own: Detail, other: Detail) -> bool:
    amounts = [q for q in quantities(own) if q.unit or abs(q.low) >= COUNTED]
    return not is_slight(own) and any(
        _is_same_amount(mine, theirs) for mine in amounts for theirs in quantities(other)
    )


def _is_same_amount(mine: Quantity, theirs: Quantity) -> bool:
    bounds = {mine.bound, theirs.bound}
    measured = [(q.unit, q.per, q.every, q.low == q.high) for q in (mine, theirs)]
    if measured[0] != measured[1] or (len(bounds) > 1 and bounds & {"min", "max"}):
        return False
    mine, theirs = (q if q.bound == "about" else q._replace(bound="exact") for q in (mine, theirs))
    slack = CONVERTED if is_converted(mine, theirs) else 0.0
    ends = zip((mine.low, mine.high), (theirs.low, theirs.high), strict=True)
    return relate_quantities(mine, theirs) == "same" and all(
        rounds_to(there, mine._replace(low=here))
        or rounds_to(here, theirs._replace(low=there))
        or abs(here - there) <= slack * abs(here)
        for here, there in ends
    )
