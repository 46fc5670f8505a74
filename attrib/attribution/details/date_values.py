"""What a date says, as far as it is told, and how two dates stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

EVER = 9999
"""A year before and after all that texts speak of: the far end of a range that is open."""

DateRelation = Literal["same", "finer", "differs", "apart"]


class DateValue(NamedTuple):
    """A date as far as it is told; ``years`` and ``months`` are inclusive ranges, BC below zero."""

    years: tuple[int, int] | None
    months: tuple[int, int] | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is all years before or after some year."""
        return self.years is not None and EVER in (-self.years[0], self.years[1])


def relate_dates(claim: tuple[DateValue, ...], source: tuple[DateValue, ...]) -> DateRelation:
    """How a claim's date stands to a source's: said by it, finer than it, other, or incomparable.

    Each side gives its possible readings, at least one; the friendliest pair of readings counts.
    "Before 1950" says no more than "in 1931" does; beside "before 1931" it is another date.
    """
    if any(value.is_open for value in claim) and any(value.is_open for value in source):
        claim, source = (tuple(v for v in side if not v.is_open) for side in (claim, source))
    order: tuple[DateRelation, ...] = ("same", "finer", "differs", "apart")
    relations = {_relate(one, other) for one in claim for other in source}
    return next(relation for relation in order if relation in relations)


def _relate(claim: DateValue, source: DateValue) -> DateRelation:
    shared, finer = False, False
    if claim.weekday is not None and claim.day is not None and source.weekday is None:
        source = source._replace(weekday=_weekday_of(source))
    for own, other in zip(claim, source, strict=True):
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
    years, months, day, _ = value
    if not (years and months and day and years[0] == years[1] > 0 and months[0] == months[1]):
        return None
    try:
        return date(years[0], months[0], day).weekday()
    except ValueError:  # 31 February
        return None
