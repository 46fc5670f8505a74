"""What a date says, as far as it is told, and how two dates stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

DateRelation = Literal["same", "finer", "differs", "apart"]
DateBound = Literal["before", "until", "after", "from"]

HALF_A_YEAR = 6
"""Months: what lies further apart may be of neighbouring years, where none is told."""


class DateValue(NamedTuple):
    """A date as far as it is told; ``years`` and ``months`` are inclusive ranges, BC below zero."""

    years: tuple[int, int] | None
    months: tuple[int, int] | None = None
    day: int | None = None
    weekday: int | None = None
    bound: DateBound | None = None
    """Where it stands for all dates on one side of it; "until" and "from" include itself."""

    @property
    def ends(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """The first and the last day that it may be, as year, month and day; year 0 if not told."""
        (year, last_year), (month, last_month) = self.years or (0, 0), self.months or (1, 12)
        return (year, month, self.day or 1), (last_year, last_month, self.day or 31)


def relate_dates(claim: tuple[DateValue, ...], source: tuple[DateValue, ...]) -> DateRelation:
    """How a claim's date stands to a source's: said by it, finer than it, other, or incomparable.

    Each side gives its possible readings, at least one; the friendliest pair of readings counts.
    "Before 1950" is said by "in 1931"; beside "before 1931" it is another date, as it is beside
    "after 1950".
    """
    order: tuple[DateRelation, ...] = ("same", "finer", "differs", "apart")
    relations = {_relation(one, other) for one in claim for other in source}
    return next(relation for relation in order if relation in relations)


def _relation(claim: DateValue, source: DateValue) -> DateRelation:
    """How they stand to each other. "Before 1950" may be said of what is dated 1950 itself."""
    early = {value.bound in ("before", "until") for value in (claim, source) if value.bound}
    if len(early) == 2:
        return "differs"
    if claim.bound and not source.bound and claim.ends != source.ends:
        return _relate_bounded(claim.bound, claim, source)
    if source.bound and not claim.bound and claim.ends != source.ends:
        relation = _relate_bounded(source.bound, source, claim)
        return "finer" if relation == "same" else relation
    return _relate(claim, source)


def _relate_bounded(bound: DateBound, limit: DateValue, other: DateValue) -> DateRelation:
    """Whether ``other`` lies on that side of ``limit``."""
    if limit.years and not other.years:
        return "finer" if other.months else "apart"
    if not limit.years:
        if not other.months:
            return "apart"
        other = other._replace(years=None)
        if abs(limit.ends[0][1] - other.ends[0][1]) > HALF_A_YEAR:
            return "same"  # December is before March
    (first, last), (begin, end) = other.ends, limit.ends
    inside, outside = {
        "before": (last < begin, first >= begin),
        "until": (last <= end, first > end),
        "after": (first > end, last <= end),
        "from": (first >= begin, last < begin),
    }[bound]
    return "same" if inside else "differs" if outside else "finer"


def _relate(claim: DateValue, source: DateValue) -> DateRelation:
    shared, finer = False, False
    if claim.weekday is not None and claim.day is not None and source.weekday is None:
        source = source._replace(weekday=_weekday_of(source))
    for own, other in zip(claim[:-1], source[:-1], strict=True):
        if own is None:
            continue
        if other is None:
            finer = True
            continue
        shared = True
        low, high = own if isinstance(own, tuple) else (own, own)
        first, last = other if isinstance(other, tuple) else (other, other)
        if high < first or last < low:
            return "differs"
        finer = finer or low > first or high < last
    if not shared:
        return "apart"
    return "finer" if finer else "same"


def _weekday_of(value: DateValue) -> int | None:
    """The day of the week that the calendar gives a whole date."""
    years, months, day = value[:3]
    if not (years and months and day and years[0] == years[1] > 0 and months[0] == months[1]):
        return None
    try:
        return date(years[0], months[0], day).weekday()
    except ValueError:  # 31 February
        return None
