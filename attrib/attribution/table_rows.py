"""Rows of a table, one sentence each ("city: Odense; mayor: Peter Skov"): a claim on one of them is not
carried by what another says.

The words of such a claim are all there, and only which row they stand in tells whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from attrib.attribution.details.date_values import relate_dates
from attrib.attribution.details.dates import find_dates
from attrib.attribution.details.detail import Conflict, Detail, DetailKind
from attrib.attribution.details.found import Found, date_values, find, quantities
from attrib.attribution.details.number_relations import relate_numbers
from attrib.attribution.details.numbers import find_numbers
from attrib.attribution.details.scales import unit_in
from attrib.text.cells import cells, naming
from attrib.text.words import content_terms, words
from attrib.types import Span

MOST = 200
"""Rows of a passage that are looked at; a passage has fewer."""

_UNIT_ABOVE = re.compile(
    r"(?P<name>(?:^|; )[^:;()\[\]]+?)\s*[(\[](?P<unit>[^:;()\[\]]{1,40})[)\]]"
    r": (?P<open>\()?(?P<minus>[-+−]?)(?P<sign>[$€£¥]?)(?P<digits>[\d.,]*\d)(?(open)\))(?=; |$)"
)
# Such claims speak of several rows, or reckon with them.
_OF_SEVERAL = re.compile(
    r"\b(?:than|as|both|all|each|every|other|others|another|total|totals|sum|average|mean|median|respectively"
    r"|compared|versus|vs|between|among|difference|rank\w*|als|beide|alle|insgesamt"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|most|some|none|half|any|many|few|out) of"
    r" (?:the|these|those|all))\b",
    re.IGNORECASE,
)


class Row(NamedTuple):
    """A sentence that is the row of a table: its values by the header that they belong to."""

    position: int
    cells: Mapping[str, str]


class Mention(NamedTuple):
    """Words of the claim that are the value of some rows."""

    kind: DetailKind
    span: Span
    cells: tuple[tuple[int, str], ...]
    """Of each: number of the row, header."""
    header: str = ""
    """The header that the claim names with it, if it does."""

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.cells)


@dataclass(frozen=True, slots=True)
class InRows:
    """Where a claim stands in the rows of a table."""

    conflicts: tuple[Conflict, ...] = ()
    """Values that only other rows have than the one that the claim is on. None in their place: that row has
    nothing there."""
    subject: int = 0
    """Position of that row, where there are such values."""
    beside: frozenset[int] = frozenset()
    """Positions of the rows that lack a value of the claim which one row has with all others."""


def find_in_rows(claim: str, sentences: Sequence[str]) -> InRows:
    """Where ``claim`` stands in those of ``sentences`` that are rows of a table."""
    rows = [
        Row(n, {cell.header: cell.value for cell in found})
        for n, s in enumerate(sentences[:MOST])
        if (found := cells(s))
    ]
    if len(rows) < 2:
        return InRows()
    own = find(claim)
    mentions = _under_header(own, _mentions(own, rows), rows)
    if not mentions:
        return InRows()
    carriers = frozenset.intersection(*(mention.rows for mention in mentions))
    if carriers:
        beside = (row.position for n, row in enumerate(rows) if n not in carriers)
        return InRows(beside=frozenset(beside))
    subject = _subject(mentions, rows)
    if subject is None or own.cues or _OF_SEVERAL.search(claim):
        return InRows()
    taken = {row.position for row in rows}
    prose = " ".join(s for n, s in enumerate(sentences) if n not in taken)
    conflicts = tuple(_foreign(own, mentions, rows[subject], subject, prose))
    return InRows(conflicts, rows[subject].position)


def with_units(sentence: str) -> str:
    """A row with the units of its headers where text has them: "mass (kg): 5" is "mass: 5 kg", and
    "loss ($ millions): (35)", as accountants write it, "loss: -35 million $".
    """
    if ": " not in sentence or not ("(" in sentence or "[" in sentence):
        return sentence
    return _UNIT_ABOVE.sub(_with_unit, sentence)


def _with_unit(cell: re.Match[str]) -> str:
    unit = unit_in(cell["unit"])
    amount = unit.is_money or bool(unit.magnitude)
    if cell["unit"].isdecimal() and not unit.magnitude:  # a year
        return cell[0]
    if (cell["open"] or cell["sign"]) and not amount:
        return cell[0]
    minus = "-" if cell["open"] else cell["minus"]
    parts = (minus + cell["digits"], unit.magnitude, cell["sign"] or unit.words)
    return f"{cell['name']}: {' '.join(filter(None, parts))}"


def _columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The values of each column by its header, in the order of the headers."""
    columns: dict[str, list[str]] = {}
    for row in rows:
        for header, value in row.cells.items():
            columns.setdefault(header, []).append(value)
    return columns


def _mentions(claim: Found, rows: Sequence[Row]) -> list[Mention]:
    """Each value of the rows that the claim names; of two that overlap the longer."""
    found: dict[tuple[DetailKind, Span], list[tuple[int, str]]] = {}
    for number, row in enumerate(rows):
        for header, value in row.cells.items():
            for kind, span in _named(claim, value):
                found.setdefault((kind, span), []).append((number, header))
    mentions: list[Mention] = []
    for kind, span in sorted(found, key=lambda one: (one[1].start - one[1].end, one[1])):
        if not any(span.overlaps(mention.span) for mention in mentions):
            mentions.append(Mention(kind, span, tuple(found[kind, span])))
    return mentions


def _under_header(
    claim: Found, mentions: Sequence[Mention], rows: Sequence[Row]
) -> Sequence[Mention]:
    """Where the claim names one number and the header of one column of numbers, the number is looked for
    in that column alone: "72 in physics" is not 72 in history.
    """
    numbers = [mention for mention in mentions if mention.kind == "number"]
    stems = {term.stem for term in claim.layout.terms}
    named = [
        header
        for header, values in _columns(rows).items()
        if (own := _stems(header, claim.layout.language))
        and own <= stems
        and any(map(_numbers, values))
    ]
    names = [mention.span for mention in mentions if mention.kind != "number"]
    said = [n for n in claim.numbers if not any(n.span.overlaps(span) for span in names)]
    if not len(numbers) == len(named) == len(said) == 1:
        return mentions
    (number,), (header,) = numbers, named
    cells = tuple(cell for cell in number.cells if cell[1] == header)
    return [m if m is not number else Mention(m.kind, m.span, cells, header) for m in mentions]


@lru_cache(maxsize=4096)
def _stems(header: str, language: str) -> frozenset[str]:
    return frozenset(term.stem for term in content_terms(header, language))


def _named(claim: Found, value: str) -> Iterator[tuple[DetailKind, Span]]:
    """Where the claim names ``value``, in digits or in words."""
    amounts = _numbers(value)
    if amounts:
        for detail in claim.numbers:
            if any(_is_same(detail, amount) for amount in amounts):
                yield "number", detail.span
        return
    dates = _dates(value)
    for detail in claim.dates:
        if any(relate_dates(date_values(detail), date_values(date)) == "same" for date in dates):
            yield "date", detail.span
    if not dates:
        for found in naming(value).finditer(claim.layout.text):
            yield "name", Span(*found.span())


@lru_cache(maxsize=4096)
def _numbers(value: str) -> tuple[Detail, ...]:
    """The number that ``value`` is, with its unit; none where it says more."""
    if not any(char.isdigit() for char in value) or _dates(value):
        return ()
    numbers = find_numbers(value, words(value))
    return tuple(number for number in numbers if len(number.text) == len(value))


def _is_same(own: Detail, other: Detail) -> bool:
    """Whether a number of the claim is that of a cell; bare numbers of cells are of any unit."""
    return any(
        q.low == q.high
        and (
            (not r.unit and q.low / q.factor - q.offset == r.low)
            or (q.unit == r.unit and q.low == r.low)
        )
        for q in quantities(own)
        for r in quantities(other)
    )


@lru_cache(maxsize=4096)
def _dates(value: str) -> tuple[Detail, ...]:
    """The date that ``value`` is; none where it says more."""
    dates = find_dates(value) if any(c.isdigit() for c in value) else []
    return tuple(date for date in dates if len(date.text) == len(value))


def _subject(mentions: Sequence[Mention], rows: Sequence[Row]) -> int | None:
    """The row that the claim is on: it names what tells this row from all others, and no other row so.
    Of several headers whose values do, the first counts, as it is what a table is read by.
    """
    for header, values in _columns(rows).items():
        if len(values) < 2 or len(set(values)) < len(values) or any(map(_numbers, values)):
            continue
        named = {row for m in mentions for row, own in m.cells if own == header}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _foreign(
    claim: Found, mentions: Sequence[Mention], row: Row, number: int, prose: str
) -> Iterator[Conflict]:
    """The values among ``mentions`` that ``row`` has otherwise; ``prose`` is what stands beside the table."""
    numbers = {detail.span: detail for detail in claim.numbers}
    for mention in mentions:
        asked = [mention.header] if mention.header else [header for _, header in mention.cells]
        headers = [header for header in asked if header in row.cells]
        text = claim.layout.text[slice(*mention.span)]
        if number in mention.rows or naming(text).search(prose):
            continue
        if not headers:  # an empty cell
            message = f"the source has {text} in other rows only"
            yield Conflict(mention.kind, mention.span, text, None, message)
            continue
        detail = numbers.get(mention.span)
        if detail and any(_agrees(detail, row.cells[header]) for header in headers):
            continue
        value = row.cells[headers[0]]
        message = f"the answer says {text}, the source {value}"
        yield Conflict(mention.kind, mention.span, text, value, message)


def _agrees(own: Detail, value: str) -> bool:
    """Whether a number of the claim is that of a cell, if rounded or bounded."""
    return any(relate_numbers(own, other) in ("same", "like") for other in find(value).numbers)
