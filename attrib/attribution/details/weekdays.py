"""Days of the week that a source says without their names: "daily", "from Tuesday to Saturday"."""

from __future__ import annotations

import re
from itertools import pairwise

from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, date_values

_GROUPS = (
    (re.compile(r"\b(?:daily|(?:every|each) day|seven days a week|täglich)\b", re.I), range(7)),
    (re.compile(r"\b(?:weekdays?|werktags|werktäglich)\b", re.I), range(5)),
    (re.compile(r"\b(?:weekends?|wochenenden?)\b", re.I), range(5, 7)),
)
_TO = re.compile(r"\.?\s?(?:[-–—]|to|through|until|till|bis)\s?", re.IGNORECASE)


def is_among(own: Detail, claim: Found, source: Found) -> bool:
    """Whether ``own`` is a day of the week that is one of those that the source means. Where a claim
    says from which day to which, so has the source to say; and who is not open on one, or closed, is
    not so because the source is open daily.
    """
    day = _weekday(own)
    if day is None or claim.cues or any(own in ends for ends in _ranges(claim)):
        return False
    if {word.value for word in claim.directions} - {word.value for word in source.directions}:
        return False
    meant = [days for words, days in _GROUPS if words.search(source.layout.text)]
    return any(day in days for days in (*meant, *_ranges(source).values()))


def _ranges(found: Found) -> dict[tuple[Detail, Detail], set[int]]:
    """The days from one to another that the text says, by the two that it names."""
    ranges = {}
    for one, two in pairwise(found.dates):
        first, last = _weekday(one), _weekday(two)
        if first is None or last is None:
            continue
        if _TO.fullmatch(found.layout.text, one.span.end, two.span.start):
            ranges[one, two] = {(first + day) % 7 for day in range((last - first) % 7 + 1)}
    return ranges


def _weekday(date: Detail) -> int | None:
    """The day of the week, where ``date`` is no more than that."""
    value = date_values(date)[0]
    return value.weekday if value.day is None else None
