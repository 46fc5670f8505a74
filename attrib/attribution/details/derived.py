"""Numbers that the source does not write but states: the sum, difference or ratio of two it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, quantities, year_of
from attrib.attribution.details.quantities import NEAR, Quantity, rounds_to

_AGE = re.compile(r"\bage[ds]?(?: of)?\s$", re.IGNORECASE)


def is_derived(own: Detail, claim: Found, source: Found) -> bool:
    """Whether ``own`` is a sum, difference, ratio or change of numbers that one sentence states."""
    unit = quantities(own)[0].unit
    if unit in ("ordinal", "clock"):
        return False
    results = list(_results(own, unit, claim, source))
    start = own.span.start
    if unit == "month":
        results += [years * 12 for years in _durations(source)]
    elif not unit and _AGE.search(claim.layout.text, max(0, start - 10), start):
        results += _durations(source)
    return any(_fits(result, quantity) for quantity in quantities(own) for result in results)


def _results(own: Detail, unit: str, claim: Found, source: Found) -> Iterator[float]:
    for numbers in _by_sentence(source, source.numbers):
        alike = [q.low for q in (quantities(n)[0] for n in numbers) if q.unit == unit]
        if unit and len(alike) > 2:
            yield sum(alike)
        for first, last in combinations(numbers, 2):
            one, other = quantities(first)[0], quantities(last)[0]
            if unit == "pp" and one.unit == other.unit == "%":
                yield abs(one.low - other.low)
            if one.unit != other.unit or not (one.low and other.low):
                continue
            if unit == "%":
                yield abs(other.low / one.low - 1) * 100
            elif unit == "times":
                yield from (other.low / one.low, one.low / other.low)
            # What is summed must be what the claim counts.
            near = (claim.affinity(own, source, number).adjacent for number in (first, last))
            if one.unit == unit and any(near):
                yield from (one.low + other.low, abs(one.low - other.low))


def _durations(source: Found) -> Iterator[float]:
    """Years between two years of one sentence, and one less: "(1920-1999)" for "aged 78"."""
    for dates in _by_sentence(source, source.dates):
        years = [year for date in dates if (year := year_of(date)) is not None]
        for first, last in combinations(years, 2):
            yield from (abs(last - first), abs(last - first) - 1)


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
