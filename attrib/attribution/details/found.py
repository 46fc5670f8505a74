"""Everything the guard looks at in one text, found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from attrib.attribution.details.context import Affinity, Place, affinity, place
from attrib.attribution.details.cues import Cue, find_cues
from attrib.attribution.details.date_values import DateValue
from attrib.attribution.details.dates import find_dates
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.directions import find_directions
from attrib.attribution.details.layout import Layout, layout
from attrib.attribution.details.names import Name, find_names
from attrib.attribution.details.numbers import find_numbers, lead_start
from attrib.attribution.details.quantities import Quantity
from attrib.attribution.details.scales import with_scales
from attrib.text.words import language_of


@dataclass(frozen=True, slots=True)
class Found:
    """The details of one text, each kind by position."""

    layout: Layout
    dates: tuple[Detail, ...]
    numbers: tuple[Detail, ...]
    names: tuple[Detail, ...]
    directions: tuple[Detail, ...]
    cues: tuple[Cue, ...]
    places: dict[Detail, Place]
    """The surroundings of each date, number and name."""

    def affinity(self, own: Detail, source: Found, other: Detail) -> Affinity:
        """How alike ``own`` stands here to how ``other`` stands in ``source``."""
        return affinity(self.places[own], source.places[other])


def find(text: str, language: str | None = None) -> Found:
    """The details of ``text``; ``language`` (guessed when None) decides which words count."""
    return _find(text, language or language_of(text))


@lru_cache(maxsize=512)
def _find(text: str, language: str) -> Found:
    laid_out = layout(text, language)
    dates = find_dates(text)
    numbers = with_scales(text, find_numbers(text, laid_out.words, [d.span for d in dates]))
    counts = [d.span for d in numbers if quantities(d)[0].unit != "ordinal"]
    names = find_names(laid_out, [d.span for d in dates] + counts)
    taken = [d.span for d in (*dates, *names)] + counts
    directions = find_directions(laid_out, taken, [d.span for d in numbers])
    return Found(
        layout=laid_out,
        dates=tuple(dates),
        numbers=tuple(numbers),
        names=tuple(names),
        directions=tuple(directions),
        cues=tuple(find_cues(laid_out)),
        places={
            **{detail: place(laid_out, detail) for detail in (*dates, *names)},
            **{n: place(laid_out, n, lead_start(text, n.span.start)) for n in numbers},
        },
    )


def quantities(detail: Detail) -> tuple[Quantity, ...]:
    """The readings of a number."""
    return cast("tuple[Quantity, ...]", detail.value)


def date_values(detail: Detail) -> tuple[DateValue, ...]:
    """The readings of a date."""
    return cast("tuple[DateValue, ...]", detail.value)


def name_of(detail: Detail) -> Name:
    """The words of a name."""
    return cast("Name", detail.value)


def year_of(detail: Detail) -> int | None:
    """The one year that a date names, if it does."""
    years = date_values(detail)[0].years
    return years[0] if years and years[0] == years[1] else None


def is_bound(date: Detail) -> bool:
    """Whether it stands for all dates before or after it."""
    return any(value.bound for value in date_values(date))
