"""Dates that a source tells in parts: the month or the day in one place, its year in another."""

from __future__ import annotations

from collections.abc import Iterator

from attrib.attribution.details.date_values import DateValue, relate_dates
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.found import Found, date_values
from attrib.text.cells import cells


def is_told_in_parts(value: DateValue, source: Found) -> bool:
    """Whether the source has ``value`` without its year, and the year where that may take it from: "Sales
    were higher in March than in April 2023" tells March 2023.
    """
    if not value.years or not value.months:
        return False
    year, rest = (DateValue(value.years),), (value._replace(years=None),)
    return any(
        relate_dates(rest, date_values(part)) == "same"
        and any(relate_dates(year, date_values(other)) == "same" for other in _years(part, source))
        for part in source.dates
        if date_values(part)[0].years is None
    )


def _years(part: Detail, source: Found) -> Iterator[Detail]:
    """The dates that may give ``part`` its year: what stands before it in its sentence, or else behind
    it, and what earlier sentences and headings say. The row of a table that names a year is of that year.
    """
    at = source.layout.sentence_at(part.span.start)
    start, end = source.layout.sentences[at]
    dated = [d for d in source.dates if d.span.start < end and date_values(d)[0].years]
    beside = [d for d in dated if d.span.start >= start]
    yield from [d for d in beside if d.span < part.span] or beside
    if not beside or not cells(source.layout.text[start:end].strip()):
        yield from (d for d in dated if d.span.start < start)
