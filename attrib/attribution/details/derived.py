"""Numbers that the source does not write but states: the sum, difference, share or change of two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, quantities, year_of
from attrib.attribution.details.lists import is_listed
from attrib.attribution.details.quantities import NEAR, Quantity, equal, rounds_to

BESIDE = 30
"""Characters between a number and the year or the word that says what it is."""

FEW_YEARS = 6
"""Where the source names more years, a time between two of different sentences proves nothing."""

_BASE = re.compile(r"\b(?:from|against|than|versus|vs\.?|compared (?:with|to))\s[^0-9]{0,8}$")
_OF = re.compile(r"\b(?:of|among)\s(?:[\w'’-]+\s){0,3}$", re.IGNORECASE)
_FALLS = (
    r"fell|fall(?:s|ing|en)?\b|declin|dropp?|decreas|down|shr[aiu]nk|contract|los[ets]|lower|reduc|below"
    r"|cut|sank|slump|slid|less|fewer|small|short|cheap|gesunken|gefallen|fiel|minus"
)
_FALL = re.compile(rf"\b(?:{_FALLS})", re.IGNORECASE)
_CHANGE = re.compile(
    rf"\b(?:{_FALLS}|rose|ris(?:e|es|en|ing)\b|gr[eo]w|increas|climb|jump|gain|surg|soar|up\b|more|higher"
    r"|larg|bigg|long|fast|slow|improv|chang|expan|add|above|differ|inflat|premium|discount|off\b|return|sav(?:e|ing)"
    r"|wuchs|gewachsen|zugenommen|erhöh|senk|over|rais|boost|gestiegen|stieg|mehr)",
    re.IGNORECASE,
)
_THINGS = re.compile(r"\s[a-z]{3}")
_POINTS = re.compile(r"[ -](?:points?|Punkte?n?)\b")
_AGE = re.compile(r"\bage[ds]?(?: of)?\s$", re.IGNORECASE)


def is_derived(own: Detail, claim: Found, source: Found) -> bool:
    """Whether ``own`` is a sum, difference, share or change of numbers that one sentence states, or
    a fall where the source has a negative number.
    """
    unit = quantities(own)[0].unit
    if unit in ("ordinal", "clock"):
        return False
    if any(_is_within(result, quantities(own)[0]) for result in _surely(own, source)):
        return True
    results = list(_results(own, unit, claim, source))
    start = own.span.start
    if unit == "month":
        results += [years * 12 for years in (*_durations(source), *_since(claim, source))]
    elif not unit and _AGE.search(claim.layout.text, max(0, start - 10), start):
        results += _durations(source)
    if any(_fits(result, quantity) for quantity in quantities(own) for result in results):
        return True
    counts = not unit and _THINGS.match(claim.layout.text, own.span.end)
    if counts and is_listed(quantities(own)[0], source):
        return True
    return any(_is_fall(own, claim, number, source) for number in source.numbers)


def _results(own: Detail, unit: str, claim: Found, source: Found) -> Iterator[float]:
    changed = bool(_CHANGE.search(_sentence(claim, own)))
    points = unit == "pp" or (not unit and _POINTS.match(claim.layout.text, own.span.end))
    for numbers in _by_sentence(source, source.numbers):
        alike = [q.low for q in (quantities(n)[0] for n in numbers) if q.unit == unit]
        if unit and len(alike) > 2:
            yield sum(alike)
        for first, last in combinations(numbers, 2):
            one, other = quantities(first)[0], quantities(last)[0]
            if one.unit != other.unit or not (one.low and other.low):
                continue
            if points and one.unit == "%":
                yield abs(one.low - other.low)
            elif unit == "%":
                if changed:
                    yield from _changes(first, last, source)
                yield from _share(first, last, source)
            elif unit == "times":
                yield from (other.low / one.low, one.low / other.low)
            # What is summed must be what the claim counts.
            near = (claim.affinity(own, source, number).adjacent for number in (first, last))
            if one.unit == unit and any(near):
                yield from (one.low + other.low, abs(one.low - other.low))


def _changes(first: Detail, last: Detail, source: Found) -> Iterator[float]:
    """By how many per cent one grew or fell to the other: from the earlier one, as far as the text
    tells which that is.
    """
    one, other = quantities(first)[0].low, quantities(last)[0].low
    years = year_beside(first, source), year_beside(last, source)
    led = [bool(_BASE.search(_before(number, source))) for number in (first, last)]
    if all(years) and years[0] != years[1]:
        turned = years[0] > years[1]
    elif led[0] != led[1]:
        turned = led[1]
    else:
        yield abs(one / other - 1) * 100
        turned = False
    yield abs((one / other if turned else other / one) - 1) * 100


def year_beside(number: Detail, source: Found) -> int:
    """The year that stands nearest to ``number``; 0 where there is none."""
    near = [
        (max(date.span.start - number.span.end, number.span.start - date.span.end), year)
        for date in source.dates
        if (year := year_of(date)) is not None
    ]
    gap, year = min(near, default=(BESIDE, 0))
    return year if gap < BESIDE else 0


def _share(first: Detail, last: Detail, source: Found) -> Iterator[float]:
    """What per cent "150 of the 200 patients" are."""
    whole, part = sorted((first, last), key=lambda number: -quantities(number)[0].low)
    if _OF.search(_before(whole, source)):
        yield quantities(part)[0].low / quantities(whole)[0].low * 100


def _before(number: Detail, source: Found) -> str:
    return source.layout.text[max(0, number.span.start - BESIDE) : number.span.start]


def _is_fall(own: Detail, claim: Found, other: Detail, source: Found) -> bool:
    """Whether one text says -2.5% and the other that it fell by 2.5%."""
    mine, theirs = quantities(own)[0], quantities(other)[0]
    if mine.unit != theirs.unit or not mine.low or not equal(mine.low, -theirs.low):
        return False
    sentence = _sentence(claim, own) if mine.low > 0 else _sentence(source, other)
    return bool(_FALL.search(sentence))


def _sentence(found: Found, detail: Detail) -> str:
    return found.layout.text[slice(*found.layout.sentence(detail.span.start))]


def _durations(source: Found) -> Iterator[float]:
    """Years between two years of one sentence, and one less: "(1920-1999)" for "aged 78"."""
    for years in _years(source):
        for first, last in combinations(years, 2):
            yield from (abs(last - first), abs(last - first) - 1)


def _since(claim: Found, source: Found) -> Iterator[int]:
    """Years between a year that both name and another that the source has, in whatever sentence; of
    many years some pair fits any number. A source that gives times itself is not reckoned from.
    """
    if any(quantities(number)[0].unit == "month" for number in source.numbers):
        return
    years = {year for date in source.dates if (year := year_of(date)) is not None}
    if len(years) <= FEW_YEARS:
        for year in years & {year_of(date) for date in claim.dates}:
            yield from (abs(year - other) for other in years)


def _surely(own: Detail, source: Found) -> Iterator[float]:
    """What one sentence states and nothing else: the time between its only two years, the share of
    its only two numbers.
    """
    unit = quantities(own)[0].unit
    if unit == "month":
        for years in _years(source):
            if len(years) == 2:
                yield abs(years[1] - years[0]) * 12
    elif unit == "%":
        for numbers in _by_sentence(source, source.numbers):
            if len(numbers) == 2:
                yield from _share(numbers[0], numbers[1], source)


def _is_within(result: float, quantity: Quantity) -> bool:
    """Whether it is more than at least so much, or less than at most."""
    over, under = quantity.bound == "min", quantity.bound == "max"
    return (over and result > quantity.low) or (under and 0 < result < quantity.low)


def _years(source: Found) -> Iterator[list[int]]:
    """The years that each sentence names."""
    for dates in _by_sentence(source, source.dates):
        yield [year for date in dates if (year := year_of(date)) is not None]


def _by_sentence(source: Found, details: Sequence[Detail]) -> Iterator[list[Detail]]:
    """The details of each sentence; ten at most, since every pair is looked at."""
    sentences: dict[int, list[Detail]] = {}
    for detail in details:
        sentences.setdefault(source.layout.sentence_at(detail.span.start), []).append(detail)
    for members in sentences.values():
        yield members[:10]


def _fits(result: float, quantity: Quantity) -> bool:
    if not result:
        return False
    loose = quantity.bound == "about" and abs(result - quantity.low) <= NEAR * result
    return loose or rounds_to(result, quantity)
