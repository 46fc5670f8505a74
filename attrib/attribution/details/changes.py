"""What a number is to a change: by how much, from what and to what something rose or fell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.attribution.details.context import stands_in
from attrib.attribution.details.derived import is_derived, year_beside
from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.found import Found, quantities
from attrib.attribution.details.opposites import FALLING, RISING
from attrib.types import Span

REACH = 40
"""Characters before a number in which its preposition stands."""

_PARTS = {
    "by": "by", "um": "by", "from": "from", "von": "from", "to": "to", "auf": "to",
}  # fmt: skip
_BOUNDS = (
    "about|around|roughly|approximately|nearly|almost|some|over|under|just|more than|less than|at least"
    "|an estimated|a total of|a record|as much as|up to|etwa|rund|fast|knapp|über|mehr als"
)
# "Up to 5" is a bound, and "rose up to 5" leaves open which it is.
_LED = re.compile(
    rf"(?<!\bup )\b(?P<part>{'|'.join(_PARTS)})\s(?:(?:{_BOUNDS})\s){{0,2}}$", re.IGNORECASE
)


def change_conflict(
    own: Detail, claim: Found, equals: Sequence[Detail], source: Found
) -> Conflict | None:
    """Where the claim says by how much something changed and the source has that number as what it
    changed to; or the other way round, or with what it changed from. ``equals`` are the source's
    numbers that are the same.
    """
    part, start = _part(own, claim)
    if not part or quantities(own)[0].low != quantities(own)[0].high:
        return None
    said = [(*_part(other, source), other) for other in equals]
    turned = [
        (begin, other)
        for role, begin, other in said
        if _is_other(part, role, own, other, claim, source)
    ]
    if len(turned) < len(equals) or (part == "by" and is_derived(own, claim, source)):
        return None
    begin, other = turned[0]
    text = claim.layout.text[start : own.span.end]
    value = source.layout.text[begin : other.span.end]
    message = f"the answer says “{text}”, the source “{value}”"
    return Conflict("number", Span(start, own.span.end), text, value, message)


def _is_other(
    part: str, role: str, own: Detail, other: Detail, claim: Found, source: Found
) -> bool:
    """Whether ``other`` has another part in the same change. Of two years the earlier number is what
    it rose to before, so that "to" and "from" differ only where the claim has no date.
    """
    if not stands_in(claim.affinity(own, source, other)):
        return False
    if not role:
        return part == "by" and _is_level(other, source)
    same = _way(own, claim) == _way(other, source)
    return same and role != part and ("by" in (role, part) or not claim.dates)


def _part(number: Detail, found: Found) -> tuple[str, int]:
    """The number's part in a change, and where its preposition begins; empty where it has none."""
    text, start = found.layout.text, number.span.start
    led = _LED.search(text, max(0, start - REACH), start)
    if led and _way(number, found):
        return _PARTS[led["part"].lower()], led.start()
    return "", start


def _way(number: Detail, found: Found) -> str:
    """Whether what its clause says before it rises or falls; empty where it says neither."""
    clause = found.layout.clause(number.span.start)
    words = (
        str(word.value)
        for word in found.directions
        if clause.start <= word.span.start < number.span.start
    )
    return next(
        (
            way
            for word in words
            for way, side in (("up", RISING), ("down", FALLING))
            if word in side
        ),
        "",
    )


def _is_level(number: Detail, source: Found) -> bool:
    """Whether it is one of two amounts that a sentence gives for two years, and speaks of no change."""
    start, end = source.layout.sentence(number.span.start)
    if any(
        start <= word.span.start < end and str(word.value) in RISING | FALLING
        for word in source.directions
    ):
        return False
    unit = quantities(number)[0].unit
    years = [
        year_beside(one, source)
        for one in source.numbers
        if start <= one.span.start < end and quantities(one)[0].unit == unit
    ]
    return len(years) == 2 and all(years) and years[0] != years[1]
