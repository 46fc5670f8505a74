"""Dates that a source does not write but tells by another: "a year earlier", "two months later", an age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from attrib.attribution.details.date_parts import is_told_in_parts
from attrib.attribution.details.date_values import DateValue, relate_dates
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, date_values, quantities
from attrib.attribution.details.number_relations import relate_numbers
from attrib.types import Span

_AGE = re.compile(r"\bage[ds]?(?: of)?\s$", re.IGNORECASE)
_LATER = re.compile(r"\s(?:later|after|später|danach|darauf)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\s(?:earlier|before|previously|früher|zuvor|davor)\b", re.IGNORECASE)
_OF_A_DATE = re.compile(r"\s\w+\s[0-9]")  # "four years after 1999"
_DAY = 86400
BESIDE = 10
"""Characters between a date of the claim and the time by which it is told there."""

_MONTHS = {"year": 12, "quarter": 3, "month": 1, "jahr": 12, "quartal": 3, "monat": 1}
_PERIOD = r"(?P<{}>year|quarter|month)"
_GERMAN = r"(?P<{}>jahr|quartal|monat)"
_LAST = r"(?:previous|prior|preceding)"
# "Last year" is told from the day of writing; only "the same quarter last year" from what stands before.
_PREVIOUS = re.compile(
    rf"\b(?:{_LAST}[ -](?:fiscal |financial |calendar )?{_PERIOD.format('one')}\b"
    rf"|{_PERIOD.format('two')}[ -](?:earlier|before|ago|previously)\b"
    rf"|(?:same|corresponding|comparable)\s(?:\w+\s){{1,3}}last {_PERIOD.format('three')}\b"
    rf"|vor{_GERMAN.format('four')}\w*|\bein(?:em|en)? {_GERMAN.format('five')} (?:zuvor|davor|früher)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"\b(?:(?:following|subsequent|next) (?:fiscal |financial )?{_PERIOD.format('one')}\b"
    rf"|(?:a|the) {_PERIOD.format('two')} (?:later|after)\b"
    rf"|folge{_GERMAN.format('three')}\w*|ein(?:en)? {_GERMAN.format('four')} (?:später|danach|darauf)\b)",
    re.IGNORECASE,
)


class _Gap(NamedTuple):
    """How far what the source tells by another date lies behind it; before it where negative."""

    months: int
    days: int
    span: Span
    """Where the source says so."""
    years_only: bool = False
    """Whether no day or month may be reckoned by it."""


def is_reckoned(own: Detail, claim: Found, source: Found) -> bool:
    """Whether the date ``own`` follows from one of the source and a time or an age that it gives: 1992
    from 1979 and "thirteen years later", Q3 2022 from Q3 2023 and "a year earlier", born in 1925 from
    "died in 2007 at the age of 81".
    """
    return any(
        _is_told(base, source)
        and _is_of(gap, own, claim, source)
        and not _is_told_from(own, claim, source.layout.text[slice(*gap.span)])
        for gap in _gaps(source)
        for value in date_values(own)[:1]
        if (base := _before(value, gap))
    )


def _gaps(source: Found) -> Iterator[_Gap]:
    text = source.layout.text
    for number in source.numbers:
        amount, (start, end) = quantities(number)[0], number.span
        later, earlier = _LATER.match(text, end), _EARLIER.match(text, end)
        if (later or earlier) and amount.low == amount.high:
            count = round(amount.low if later else -amount.low)
            if amount.unit == "month" and abs(count) == amount.low:
                yield _Gap(count, 0, number.span, bool(_OF_A_DATE.match(text, end)))
            elif amount.unit == "s" and amount.low % _DAY == 0:
                yield _Gap(0, count // _DAY, number.span)
        elif not amount.unit and _AGE.search(text, max(0, start - 12), start):
            for years in (round(amount.low), round(amount.low) + 1):
                yield _Gap(-12 * years, 0, number.span, years_only=True)
    for phrase, sign in ((_PREVIOUS, -1), (_NEXT, 1)):
        for match in phrase.finditer(text):
            period = next(name for name in match.groups() if name)
            yield _Gap(sign * _MONTHS[period.lower()], 0, Span(*match.span()))


def _before(value: DateValue, gap: _Gap) -> DateValue | None:
    """The date that ``value`` is reckoned from; none where it is not told precisely enough."""
    years, months, day = value.years, value.months, value.day
    if value.weekday is not None or (years and years[0] != years[1]):
        return None
    if gap.days:
        return _days_before(value, gap.days)
    if not months:
        whole = years and gap.months % 12 == 0
        return DateValue((years[0] - gap.months // 12,) * 2) if years and whole else None
    if gap.years_only:
        return None
    first, last = ((years[0] if years else 0) * 12 + month - 1 - gap.months for month in months)
    if first // 12 != last // 12:  # six months before a quarter is one, five are none
        return None
    return DateValue((first // 12,) * 2 if years else None, (first % 12 + 1, last % 12 + 1), day)


def _days_before(value: DateValue, days: int) -> DateValue | None:
    years, months, day = value.years, value.months, value.day
    if not (years and months and day):
        return None
    try:
        base = date(years[0], months[0], day) - timedelta(days)
    except (ValueError, OverflowError):
        return None
    return DateValue((base.year,) * 2, (base.month,) * 2, base.day)


def _is_told(base: DateValue, source: Found) -> bool:
    told = any(relate_dates((base,), date_values(other)) == "same" for other in source.dates)
    return told or is_told_in_parts(base, source)


def _is_of(gap: _Gap, own: Detail, claim: Found, source: Found) -> bool:
    """Whether what the claim counts beside ``own`` may be said of that time: of "$5 million in 2023, after
    $4 million the year before" only the $4 million are.
    """
    start, end = source.layout.sentence(gap.span.start)
    numbers = [
        n for n in source.numbers if start <= n.span.start < end and not n.span.overlaps(gap.span)
    ]
    dates = [d for d in source.dates if start <= d.span.start < end]
    nearest = min((_apart(n, gap.span) for n in numbers), default=0)
    beside = [
        other
        for number in _neighbours(own, claim)
        for other in numbers
        if relate_numbers(number, other) in ("same", "like")
    ]
    return not beside or any(
        _apart(number, gap.span) == nearest
        or all(_apart(number, gap.span) < _apart(number, d.span) for d in dates)
        for number in beside
    )


def _is_told_from(own: Detail, claim: Found, words: str) -> bool:
    """Whether the claim has these words of another date than ``own``, as of "in 1983, and the following
    year" it has: then ``own`` is what the other is reckoned from.
    """
    spans = [Span(*m.span()) for m in re.finditer(re.escape(words), claim.layout.text, re.I)]
    return bool(spans) and all(_apart(own, span) > BESIDE for span in spans)


def _neighbours(own: Detail, claim: Found) -> list[Detail]:
    """The numbers of the claim that stand next to ``own`` in its sentence."""
    start, end = claim.layout.sentence(own.span.start)
    before = [n for n in claim.numbers if start <= n.span.start < own.span.start]
    after = [n for n in claim.numbers if own.span.start < n.span.start < end]
    return before[-1:] + after[:1]


def _apart(detail: Detail, span: Span) -> int:
    return max(detail.span.start - span.end, span.start - detail.span.end)
