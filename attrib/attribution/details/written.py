"""A number as a text writes it, with the scale and the unit behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from attrib.attribution.details.currencies import Reading
from attrib.attribution.details.number_words import SCALES
from attrib.attribution.details.units import unit_after

_SCALE = re.compile(
    r"(?:[ \u00a0\u202f-]?(?P<word>thousand|million|billion|trillion|hundred|dozen|crore|lakh|mn|bn|tn"
    r"|mio\.?|mrd\.?|tausend|millionen|milliarden?|billionen)|(?P<letter>[kmbt])"
    r"|[ \u00a0\u202f](?P<spaced>[mb])(?!-))(?!\w)",
    re.IGNORECASE,
)
_BARE_LETTERS = frozenset("kKMBT")
"""Letters that scale a number without a currency, right behind it."""
_BELOW_ZERO = re.compile(r"\s+(?:below\szero|unter\snull)\b", re.IGNORECASE)

# "5 minus 3" takes away, "plus or minus 3" goes both ways.
_MINUS = re.compile(r"(?<![0-9]\s)(?<!plus or )(?<!plus/)\bminus\s$", re.IGNORECASE)


class Written(NamedTuple):
    """A number before ranges and bounds are known. ``values``: one (value, step) per reading."""

    start: int
    end: int
    values: tuple[tuple[float, float], ...]
    units: tuple[Reading, ...]
    scale: float = 1.0
    """What the scale written behind it makes of it; ``values`` have it already."""


def scale_after(text: str, position: int, currency: bool = False) -> tuple[float, int] | None:
    """What the scale behind a number multiplies it by, and where it ends. Letters of either case
    scale money, and a bare number only as it is usual: 350M views, but not 5 m.
    """
    match = _SCALE.match(text, position)
    if not match or not (match["word"] or currency or text[position] in _BARE_LETTERS):
        return None
    name = match["word"] or match["letter"] or match["spaced"]
    return SCALES[name.lower().rstrip(".")], match.end()


def join_unit(
    text: str, start: int, end: int, values: tuple[tuple[float, float], ...], scale: float = 1.0
) -> Written:
    """The number with the unit behind it, and below zero where the text says so."""
    units: tuple[Reading, ...] = (("", 1.0, 0.0),)
    if unit := unit_after(text, end):
        units, end = unit
    if below := _BELOW_ZERO.match(text, end):
        values, end = tuple((-value, step) for value, step in values), below.end()
    return Written(start, end, values, units, scale)


def minus_before(text: str, start: int) -> int | None:
    """Where the "minus" begins that makes the number at ``start`` a negative one."""
    match = _MINUS.search(text, max(0, start - 9), start)
    return match.start() if match else None
