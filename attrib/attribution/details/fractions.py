"""Fractions, halves and shares: "two thirds of", "two and a half hours", "1 1/2", "one in five"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.attribution.details.number_words import SMALL
from attrib.attribution.details.units import unit_after
from attrib.attribution.details.written import Written, join_unit, scale_after

VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
_SLASH = re.compile(r"(?<![\w.,/])([1-9])/([2-9]|10)(?![\w/]|[.,][0-9])")
_PARTS = {
    "half": 2, "halves": 2, "hälfte": 2, "third": 3, "thirds": 3, "drittel": 3, "quarter": 4,
    "quarters": 4, "viertel": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8,
    "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_GERMAN = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4}
_COUNTS = ("a", "one", "two", "three", "four", "five", "seven", "nine", *_GERMAN)
_WORDS = {"a": 1, "an": 1, "hundred": 100, "twenty": 20, **SMALL, **_GERMAN}
_PERCENT = (("%", 100.0, 0.0),)
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(_COUNTS)})[ -](?P<part>{'|'.join(_PARTS)})(?P<of>\s+of)?"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our|all)\b)|(?<=\bby )half|(?P<haelfte>hälfte))\b",
    re.IGNORECASE,
)
_WHOLE = r"(?P<whole>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MIXED = re.compile(
    rf"(?<![\w.,/-]){_WHOLE}(?P<unit>\s[a-z]{{2,12}})??"
    rf"(?:\sand\s(?P<count>an?|one|two|three)[ -](?P<part>{'|'.join(_PARTS)})\b"
    rf"|[\s-](?:and\s)?(?:(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\w/]|[.,][0-9])|(?P<sign>[{''.join(VULGAR)}])))",
    re.IGNORECASE,
)
# "An hour and 45 minutes"; not "a year and many months".
_AND_MORE = (
    r"(?:hour|minute|day|week|month|year)\s(?:and\s)?"
    rf"(?:[0-9]{{1,2}}|(?:(?:twen|thir|for|fif)ty[ -])?(?:{'|'.join(SMALL)})|(?:twen|thir|for|fif)ty)\s"
    r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\b"
)
_HALF_A = re.compile(
    r"\b(?:half[ -](?:an?[ -](?=\w)|(?=(?:million|billion|dozen|hour|mile|century|decade)\b))"
    r"|(?:ein(?:e[mnrs]?)?\s)?halbe[nrs]?\s(?=(?:jahr|tag|stunde|minute|monat|million|milliarde|liter|meter)e?s?\b)"
    rf"|an?[ -](?=(?:decade|century|fortnight)\b|{_AND_MORE}))",
    re.IGNORECASE,
)
_GERMAN_HALVES = re.compile(
    rf"\b(?P<whole>andert|ein|{'|'.join(list(_GERMAN)[1:])})(?:ein)?halb(?=\s\w)", re.IGNORECASE
)
_OF_A = re.compile(r"\s+an?[\s-](?=\w)")
_BY = re.compile(r"\bby ", re.IGNORECASE)
_MORE = re.compile(
    r"[ -](?!(?:in|on|at|to|from|between|since|over|after|within|during|last|this|and|compared|while)\b)\w"
)
_RATIO = re.compile(
    r"\b(?P<one>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine)"
    r"\s(?P<join>in(?: every)?|out of(?: every)?)\s"
    r"(?P<all>[0-9]{1,4}|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b(?![-.,]?[0-9])",
    re.IGNORECASE,
)


def fractions(text: str) -> Iterator[Written]:
    """The fractions of ``text``, the longest first where they overlap."""
    yield from _mixed(text)
    for match in _HALF_A.finditer(text):
        value = 0.5 if "hal" in match[0].lower() else 1.0
        yield _measured(text, match.start(), match.end(), value, 0.0)
    for match in _GERMAN_HALVES.finditer(text):
        value = _GERMAN.get(match["whole"].lower(), 1) + 0.5
        yield _measured(text, *match.span(), value, 0.1)
    for match in _FRACTION.finditer(text):
        yield from _shares(text, match)
    for match in _RATIO.finditer(text):
        one, whole = (_plain(match[key]) for key in ("one", "all"))
        surely = one == 1 or match["join"].lower().startswith("out")
        if 0 < one < whole and (surely or _is_share(text, whole, match.end())):
            yield Written(*match.span(), ((one / whole, one / whole / 50),), _PERCENT)
    for match in re.finditer(rf"[{''.join(VULGAR)}]", text):
        if not text[match.start() - 1 : match.start()].isdecimal():
            yield join_unit(text, *match.span(), ((VULGAR[match[0]], 0.0),))
    for match in _SLASH.finditer(text):
        if int(match[1]) < int(match[2]):
            yield join_unit(text, *match.span(), ((int(match[1]) / int(match[2]), 0.0),))


def _is_share(text: str, whole: float, end: int) -> bool:
    """Whether "nine in ten" says a share: not "four in 2020", nor "two in ten minutes"."""
    return whole in (3, 4, 5, 10, 100, 1000) and not unit_after(text, end)


def _mixed(text: str) -> Iterator[Written]:
    """Whole numbers with a fraction: two and a half hours, an hour and a half, 1 1/2 cups."""
    for match in _MIXED.finditer(text):
        unit = unit_after(text, match.start("unit")) if match["unit"] else None
        if not unit and (match["unit"] or match["whole"].lower() in ("a", "an")):
            continue
        if unit and (match["part"] or "half").lower() not in ("half", "quarter", "quarters"):
            continue  # "for two years and a third time"
        if match["part"]:
            part = _plain(match["count"]) / _PARTS[match["part"].lower()]
        elif match["sign"]:
            part = VULGAR[match["sign"]]
        else:
            part = int(match["above"]) / int(match["below"])
        value = _plain(match["whole"]) + part
        if unit and part < 1:
            yield Written(*match.span(), ((value, 0.1),), unit[0])
        elif part < 1:
            step = 0.1 if match["part"] else 0.0
            yield _measured(text, *match.span(), value, step)


def _shares(text: str, match: re.Match[str]) -> Iterator[Written]:
    """Two thirds, of whatever; or "a quarter of a mile", which is a length."""
    value = _plain(match["count"] or "one") / _PARTS[(match["part"] or "half").lower()]
    article = _OF_A.match(text, match.end("of")) if match["of"] else None
    if article and (unit_after(text, article.end()) or scale_after(text, article.end())):
        yield _measured(text, match.start(), article.end(), value, value / 25)
    # "a quarter", "a third party": only with "of" is it surely a share, or behind "by" with nothing after it.
    elif (match["count"] or "").lower() != "a" or match["of"] or _is_change(text, match):
        end = match.end("part") if match["part"] else match.end()
        yield Written(match.start(), end, ((value, value / 25),), _PERCENT)


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether something rose or fell by it: not "by a third party", "by a quarter past nine"."""
    by = _BY.match(text, max(0, match.start() - 3))
    return bool(by) and not _MORE.match(text, match.end())


def _measured(text: str, start: int, end: int, value: float, step: float) -> Written:
    """The number, with the scale and the unit that begin at ``end`` (or at the blank before)."""
    begin = end - 1 if text[end - 1] in " -\u00a0" else end
    factor, stop = scale_after(text, begin) or (1.0, begin)
    return join_unit(text, start, stop, ((value * factor, step * factor),), factor)


def _plain(word: str) -> float:
    return float(word) if word.isdecimal() else _WORDS.get(word.lower(), 0)
