"""Times of day: 14:30, 2 pm, half past nine, noon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.attribution.details.number_words import SMALL
from attrib.attribution.details.written import Written

_CLOCK = re.compile(
    r"(?<![\w.,:])(?:(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![\w:]*:)"
    r"|(?P<only>[01]?[0-9]|2[0-4])(?=(?:\.[0-5][0-9])?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock|uhr\b))"
    r"(?:\.(?P<dotted>[0-5][0-9]))?)"
    r"(?:\s?(?P<half>[ap])(?:\.m\.|m\b)|\s?(?:o['’]clock|uhr\b))?(?!\w)",
    re.IGNORECASE,
)
_ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "JST": 540, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes ahead of UTC; names that stand for several zones (IST, CST) are left out."""
_ZONE = re.compile(rf"\s?\(?(?P<zone>{'|'.join(_ZONES)})\b\)?")
_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
_PAST = re.compile(
    rf"\b(?P<part>half|(?:a )?quarter) (?P<way>past|to) (?P<hour>{_HOUR})\b(?![.:,]?[0-9])"
    r"(?:\s?(?P<half>[ap])(?:\.m\.|m\b))?",
    re.IGNORECASE,
)
# Not the midnight sun, nor "before Midnight Express".
_NAMED = re.compile(
    r"\b(?:(?:at|by|until|till|to|before|after|around|from|since|is|and)\s|(?=12\s))"
    r"(?P<name>(?:12\s)?(?:(?P<noon>noon|midday)|midnight))\b(?=[.,;:)]|\s[a-z]|$)"
)


def clocks(text: str) -> Iterator[Written]:
    """The times of day in ``text``, as minutes since midnight."""
    for match in _PAST.finditer(text):
        yield _past(match)
    for match in _NAMED.finditer(text):
        yield _clock(match.span("name"), (720 if match["noon"] else 0,))
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["only"])
        minutes = hour % 24 * 60 + int(match["minute"] or match["dotted"] or 0)
        half = (match["half"] or "").lower()
        if half:
            values: tuple[int, ...] = (minutes % 720 + (720 if half == "p" else 0),)
        else:  # "5:30" may be said of either half of the day
            values = (minutes, *((minutes + 720,) if 1 <= hour <= 11 else ()))
        zone = _ZONE.match(text, match.end())
        yield _clock(match.span(), values) if not zone else _zoned(match.start(), zone, values)


def _past(match: re.Match[str]) -> Written:
    """Half past nine, of either half of the day unless it says which."""
    name = match["hour"].lower()
    minutes = 30 if match["part"].lower() == "half" else 15
    hour = int(name) if name.isdecimal() else round(SMALL[name])
    at = (hour * 60 + (minutes if match["way"].lower() == "past" else -minutes)) % 720
    half = (match["half"] or "").lower()
    return _clock(match.span(), (at + (720 if half == "p" else 0),) if half else (at, at + 720))


def _zoned(start: int, zone: re.Match[str], minutes: tuple[int, ...]) -> Written:
    """A time of day that names its zone: as it is written, and by UTC, there of the day before or after."""
    ahead = _ZONES[zone["zone"]]
    by_utc = tuple(("utc", 1.0, float(day - ahead)) for day in (0, 1440, -1440))
    end = zone.end() if zone[0].count("(") == zone[0].count(")") else zone.end("zone")
    return Written(start, end, tuple((at, 0.0) for at in minutes), (("clock", 1.0, 0.0), *by_utc))


def _clock(span: tuple[int, int], minutes: tuple[int, ...]) -> Written:
    return Written(*span, tuple((at, 0.0) for at in minutes), (("clock", 1.0, 0.0),))
