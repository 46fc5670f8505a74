"""Dates in running text: as the days, months, years or decades that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

from attrib.attribution.details.counts import is_count
from attrib.attribution.details.date_bounds import bound_of
from attrib.attribution.details.date_values import DateValue
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.number_words import ORDINALS
from attrib.sources.dates import MONTHS
from attrib.text.words import RAISED
from attrib.types import Span

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag",
            "friday freitag", "saturday samstag sonnabend", "sunday sonntag",
        )
    )
    for name in names.split()
}  # fmt: skip
_SHORT_DAY = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)"
_NEVER_ONLY_A_WORD = frozenset(MONTHS) - {"may", "march", "mar", "august", "mai", "jan", "sep"}

_M = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_D = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|\.)?"
_Y = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9])(?!,[0-9]{3})"
_YY = r"(?P<yy>[0-9]{2})(?![0-9/])"
_YEAR_OR_YY = rf"['’]?(?:{_Y}|{_YY})"
_OLD = r"(?P<old>[0-9]{1,4})"
_PARTS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_PART = "|".join(_PARTS)

# In order: what matches first keeps its characters. A leading "from" of a range is a date too.
_PATTERNS = [
    re.compile(rf"(?<![\w.,/-]){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        r"(?P<year>[12][0-9]{3})-(?P<mm>[01][0-9])-(?P<day>[0-3][0-9])(?:T[0-9:.Z+-]{2,20})?",
        r"(?P<year>[12][0-9]{3})/(?P<mm>[01]?[0-9])/(?P<day>[0-3]?[0-9])",
        r"(?P<day>[0-3]?[0-9])\.\s?(?P<mm>[01]?[0-9])\.\s?(?P<year>[12][0-9]{3})",
        r"(?P<either>[0-3]?[0-9])(?P<sep>[/-])(?P<other>[0-3]?[0-9])(?P=sep)(?P<year>[12][0-9]{3})",
        rf"(?P<either>[0-3]?[0-9])/(?P<other>[0-3]?[0-9])/{_YY}",
        rf"{_D}-{_M}-{_YEAR_OR_YY}",
        rf"(?P<nth_day>{'|'.join(ORDINALS)})\s+of\s+{_M}(?:,?\s+{_Y})?",
        rf"(?:(?P<firstday>[0-3]?[0-9])(?:st|nd|rd|th|\.)?\s?(?:[-–]|to|and|bis|und)\s?)?{_D}"
        rf"\s+(?:of\s+)?{_M},?(?:\s+|\s+of\s+){_Y}",
        rf"{_M}\s+(?:(?P<firstday>[0-3]?[0-9])(?:st|nd|rd|th)?\s?(?:[-–]|to|and)\s?)?{_D}"
        rf"(?:,\s*|\s+){_Y}",
        rf"(?:(?P<firstday>[0-3]?[0-9])(?:st|nd|rd|th|\.)?\s?(?:[-–]|to|and|bis|und)\s?)?{_D}"
        rf"\s+(?:of\s+)?{_M}",
        rf"{_M}\s+(?:(?P<firstday>[0-3]?[0-9])(?:st|nd|rd|th)?\s?(?:[-–]|to|and)\s?)?"
        r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![.,:]?[0-9])",
        rf"{_M},?\s+(?:of\s+)?{_Y}",
        rf"{_M}\s+['’]{_YY}",
        rf"(?:(?P<q>[1-4])Q|Q(?P<q_last>[1-4])\s?(?=['’])|(?P<h>[12])H){_YEAR_OR_YY}",
        rf"(?:FY|CY)\s?{_YEAR_OR_YY}",
        r"(?P<year>[12][0-9]{3})-(?P<mm>0[1-9]|1[0-2])",
        rf"(?:(?:the\s+)?(?:(?P<part>{_PART})\s+quarter|Q(?P<q>[1-4]))(?:\s+of)?[\s/,]*{_Y}"
        rf"|{_Y.replace('year', 'year_first')}[\s/,-]*Q(?P<q_last>[1-4]))",
        rf"(?:(?P<half>first|second)\s+half(?:\s+of)?|H(?P<h>[12]))\s+{_Y}",
        rf"(?:(?P<part>{_PART})\s+quarter|Q(?P<q>[1-4]))",
        r"(?:(?:early|late|mid)[\s-])?(?P<decade>1[0-9]{2}|20[0-9])0['’]?s",
        r"(?:(?:early|late|mid)[\s-])?['’](?P<short_decade>[2-9])0['’]?s",
        r"(?<=\bthe\s)(?:(?:early|late|mid)[\s-])?(?P<short_decade>[2-9])0['’]?s",
        rf"(?:(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th)|(?P<nth_word>{'|'.join(ORDINALS)}))"
        r"[\s-]century(?:\s(?P<bc_century>BCE?|B\.C\.))?",
        rf"(?:AD\s{_OLD}|{_OLD.replace('old', 'old_last')}\s(?P<era>BCE?|B\.C\.|A\.D\.|AD|CE))",
    )
]
_MONTH_STARTS = tuple({name[:3] for name in MONTHS})
_YEAR_RANGE = re.compile(
    r"(?<![\w.,/-])(?P<first>1[0-9]{3}|20[0-9]{2})\s?(?:[-–—/]|--)\s?"
    r"(?P<last>1[0-9]{3}|20[0-9]{2}|[0-9]{2})(?![\w%]|[.,][0-9])"
)
_YEAR = re.compile(r"(?<![\w.,/$€£¥-])(?P<year>1[0-9]{3}|20[0-9]{2})(?![\w%‰°]|[.,:/][0-9])")
_PREFIXED_YEAR = re.compile(r"\b(?:mid|pre|post|early|late)-(?P<year>1[0-9]{3}|20[0-9]{2})\b", re.I)
_MONTH_ALONE = re.compile(rf"(?<![\w-]){_M}(?!\w)", re.IGNORECASE)
_MONTH_LEADS = re.compile(
    r"\b(?:in|since|until|till|before|after|by|of|during|late|early|mid|last|next|im|month:|monat:)\s$",
    re.I,
)
_NOTE = re.compile(f"(?<=[0-9])[{RAISED}]+")
_ABOUT = re.compile(
    r"\b(?:about|around|circa|ca?\.?|approximately|roughly|um|etwa|gegen)\s$", re.IGNORECASE
)
# Of short names only those beside another or before a date: the sun, and who sat.
_DAY = rf"(?:{_SHORT_DAY}|{'|'.join(name.capitalize() for name in _WEEKDAYS)})s?\b\.?"
_SHORT_DAYS = re.compile(
    rf"(?<!\w){_DAY}(?:\s?(?:[-–—/&,]|to|and|through)\s?(?:and\s)?{_DAY})+"
    rf"|(?<!\w){_SHORT_DAY}\b(?=\.?,?\s(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s)?(?i:{_M}))"
)
_SHORT_NAME = re.compile(rf"\b{_SHORT_DAY}\b")
_BEFORE_DATE = re.compile(r"\.?,?\s(?:the\s|den\s|dem\s)?")
_WEEKDAY = re.compile(rf"(?<!\w)(?P<weekday>{'|'.join(_WEEKDAYS)})s?(?!\w)", re.IGNORECASE)


def find_dates(text: str) -> list[Detail]:
    """The dates of ``text``, in order, without overlap."""
    written = text
    text = _NOTE.sub(lambda mark: " " * len(mark[0]), text)  # 2023² is the year 2023
    taken = bytearray(len(text))
    found: list[Detail] = []

    def keep(start: int, end: int, readings: list[DateValue]) -> None:
        if text[end - 1] == ".":  # of an abbreviated month, or the sentence's own
            end -= 1
        if readings and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            bound = bound_of(text, start, end)
            value = tuple(
                dict.fromkeys(
                    one._replace(bound=bound) if one.years or one.months else one
                    for one in readings
                )
            )
            found.append(Detail("date", written[start:end], Span(start, end), value))

    lowered = text.lower()
    months = any(start in lowered for start in _MONTH_STARTS)
    for pattern in _PATTERNS:
        if "month" in pattern.groupindex and not months:
            continue
        for match in pattern.finditer(text):
            for start, end, readings in _readings(match):
                keep(start, end, readings)
    for match in _YEAR_RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        last = last if last > 99 else first // 100 * 100 + last
        if first < last:
            keep(*match.span("first"), [DateValue((first, first))])
            keep(*match.span("last"), [DateValue((last, last))])
    for match in _PREFIXED_YEAR.finditer(text):
        keep(*match.span("year"), [_year(match)])
    for match in _YEAR.finditer(text):
        if not is_count(text, match.start(), match.end()):
            keep(*match.span(), _years_about(text, match))
    for match in _MONTH_ALONE.finditer(text):
        name = match["month"].lower()
        led = _MONTH_LEADS.search(text, max(0, match.start() - 12), match.start())
        if match[0][0].isupper() and (name in _NEVER_ONLY_A_WORD or led):
            keep(*match.span("month"), [DateValue(None, (MONTHS[name],) * 2)])
    for match in _WEEKDAY.finditer(text):
        if match[0][0].isupper():
            value = DateValue(None, weekday=_WEEKDAYS[match["weekday"].lower()])
            keep(*match.span(), [value])
    for days in _SHORT_DAYS.finditer(text):
        for match in _SHORT_NAME.finditer(text, *days.span()):
            number = next(
                n for name, n in _WEEKDAYS.items() if name.startswith(match[0][:3].lower())
            )
            keep(*match.span(), [DateValue(None, weekday=number)])
    return _with_weekdays(text, sorted(found, key=lambda detail: detail.span))


def _with_weekdays(text: str, found: Sequence[Detail]) -> list[Detail]:
    """``found``, where the weekday before a date is also read as that of the date: the calendar
    tells whether it is.
    """
    details = list(found)
    for index, (detail, following) in enumerate(pairwise(found)):
        gap = text[detail.span.end : following.span.start]
        (own, *_), dates = (cast("tuple[DateValue, ...]", d.value) for d in (detail, following))
        if own.weekday is not None and _BEFORE_DATE.fullmatch(gap):
            dated = (date._replace(weekday=own.weekday) for date in dates if date.day is not None)
            details[index] = replace(detail, value=(own, *dated))
    return details


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int, list[DateValue]]]:
    """The date that a pattern matched, and the first day of a range as a date of its own."""
    parts = {key: value for key, value in match.groupdict().items() if value is not None}
    short = parts.pop("yy", None)
    if short is None:
        yield from _told(match, parts)
        return
    centuries = ("20", "19") if int(short) < 50 else ("19", "20")
    told = [_told(match, {**parts, "year": century + short}) for century in centuries]
    for (start, end, likely), (_, _, unlikely) in zip(*told, strict=True):
        yield start, end, likely + unlikely


def _told(
    match: re.Match[str], parts: Mapping[str, str]
) -> Iterator[tuple[int, int, list[DateValue]]]:
    start, end = match.span()
    year_text = parts.get("year") or parts.get("year_first")
    years = (int(year_text),) * 2 if year_text else None
    if name := parts.get("month"):
        if not match["month"][0].isupper():
            return
        number = MONTHS[name.lower()]
        if "firstday" in parts:
            value = DateValue(years, (number, number), int(parts["firstday"]))
            yield (*match.span("firstday"), _valid([value]))
            start = match.start("day") if match.start("day") < match.start("month") else start
            if start < match.end("firstday"):
                start, end = match.start("day"), end
        day = (
            int(parts["day"]) if "day" in parts else ORDINALS.get(parts.get("nth_day", "").lower())
        )
        yield start, end, _valid([DateValue(years, (number, number), day)])
    elif "mm" in parts:
        number = int(parts["mm"])
        day = int(parts["day"]) if "day" in parts else None
        readings = _valid([DateValue(years, (number, number), day)])
        if day is None and years and int(str(years[0])[2:]) < number:  # a season, such as 2009-10
            readings += [DateValue((years[0], years[0] // 100 * 100 + number))]
        yield start, end, readings
    elif "either" in parts:
        one, two = int(parts["either"]), int(parts["other"])
        yield (
            start,
            end,
            _valid([DateValue(years, (two, two), one), DateValue(years, (one, one), two)]),
        )
    elif quarter := parts.get("q") or parts.get("q_last") or parts.get("part"):
        number = _PARTS.get(quarter.lower()) or int(quarter)
        if years or "q" in parts or "part" in parts:
            yield start, end, [DateValue(years, (3 * number - 2, 3 * number))]
    elif half := parts.get("half") or parts.get("h"):
        yield start, end, [DateValue(years, (1, 6) if half in ("first", "1") else (7, 12))]
    elif decade := parts.get("decade") or parts.get("short_decade"):
        first = int(decade) * 10 if len(decade) > 1 else 1900 + int(decade) * 10
        century = [DateValue((first, first + 99))] if first % 100 == 0 and first < 2000 else []
        yield start, end, [DateValue((first, first + 9)), *century]
    elif nth := parts.get("nth") or parts.get("nth_word"):
        number = int(nth) if nth.isdecimal() else ORDINALS[nth.lower()]
        yield start, end, [_century(number, "bc_century" in parts)]
    elif old := parts.get("old") or parts.get("old_last"):
        sign = -1 if parts.get("era", "AD").upper().startswith("B") else 1
        yield start, end, [DateValue((sign * int(old),) * 2)]
    elif years:
        yield start, end, [DateValue(years)]


def _century(number: int, before_christ: bool) -> DateValue:
    if before_christ:
        return DateValue((-100 * number, -100 * (number - 1)))
    return DateValue((100 * (number - 1), 100 * number - 1))


def _valid(readings: list[DateValue]) -> list[DateValue]:
    return [
        value
        for value in readings
        if value.months
        and 1 <= value.months[0] <= 12
        and (value.day is None or 1 <= value.day <= 31)
    ]


def _year(match: re.Match[str]) -> DateValue:
    return DateValue((int(match["year"]),) * 2)


def _years_about(text: str, match: re.Match[str]) -> list[DateValue]:
    """The year, and those that "around 1600" may mean."""
    exact, year = _year(match), int(match["year"])
    if _ABOUT.search(text, max(0, match.start() - 15), match.start()):
        around = 10 if year % 100 == 0 else 5 if year % 10 == 0 else 2
        return [exact, DateValue((year - around, year + around))]
    return [exact]
