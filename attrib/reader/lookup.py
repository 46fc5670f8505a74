"""Questions about one row of a table: whose row it is, and which cell, its words tell.

The reader takes rows for sentences, and often the answer from a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from attrib.text.cells import Cell, cells, naming
from attrib.text.words import Term, content_terms, language_of
from attrib.types import Passage, Reading, Span

FOUND = 0.95
"""Probability that a cell answers whose row and header the question names, and nothing else."""

# Such questions are about more rows than the one that they name.
_OF_OTHERS = re.compile(
    r"\b(?:than|other|others|another|besides|except|apart|before|after|between|both|all|each|every|total"
    r"|average|difference|same|als|andere\w*|außer|vor|nach|zwischen|beide|alle)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?\s?\W?")
"""Numbers that stand in questions for many reasons: they name no row."""


class Place(NamedTuple):
    """The row that a question is about."""

    row: Span
    cells: tuple[Cell, ...]
    """With offsets as ``row`` has them."""
    asked: Cell | None
    """The one under the header that the question names, if it names one."""
    is_all: bool
    """Whether the question names nothing else: in "What type of engine has the Terra?" the engine is."""


def read_table(question: str, passage: Passage, reading: Reading) -> Reading:
    """``reading``, with the answer in the row that ``question`` names where ``passage`` has one such: in
    the cell whose header it names too, or else in the row's likeliest.
    """
    place = find_row(question, [(span, passage.quote(span)) for span in passage.sentences])
    if place is None:
        return reading
    if place.asked:
        answer, sure = place.asked.span, FOUND if place.is_all else 0.0
        return Reading(
            max(reading.relevance, sure), max(reading.answerability, sure),
            answer, ((answer.start, 1.0),),
        )  # fmt: skip
    begins = {cell: _begins(reading, cell.span) for cell in place.cells}
    likeliest = max(begins, key=lambda cell: begins[cell])
    found = likeliest.span if begins[likeliest] else None
    return replace(reading, answer=found, starts=((likeliest.span.start, 1.0),))


def find_row(question: str, sentences: Sequence[tuple[Span, str]]) -> Place | None:
    """The one row among ``sentences`` that ``question`` names, by all values of rows that it has; None
    where it has none, or those of several rows.
    """
    rows = [(span, found) for span, text in sentences if len(found := cells(text)) > 1]
    if not rows or _OF_OTHERS.search(question):
        return None
    named = [_named(question, row) for _, row in rows]
    lengths = [_length(spans.values()) for spans in named]
    most = max(lengths)
    if not most or lengths.count(most) > 1:
        return None
    best = lengths.index(most)
    values = [span for spans in named for span in spans.values()]
    if not all(any(map(span.overlaps, named[best].values())) for span in values):
        return None
    language = language_of(question)
    terms = [
        term
        for term in content_terms(question, language)
        if not any(map(term.span.overlaps, values))
    ]
    span, row = rows[best]
    header = _header(terms, {cell.header for cell in row} - named[best].keys(), language)
    own = tuple(
        cell._replace(span=Span(span.start + cell.span.start, span.start + cell.span.end))
        for cell in row
    )
    told = frozenset().union(*(_stems(cell.header, language) for cell in row))
    return Place(
        span, own, next((cell for cell in own if cell.header == header), None),
        all(term.stem in told for term in terms),
    )  # fmt: skip


def _header(terms: Sequence[Term], headers: Iterable[str], language: str) -> str | None:
    """The header whose words the question has; of several the one that says all that the others do."""
    said = frozenset(term.stem for term in terms)
    found = {header: own for header in headers if (own := _stems(header, language)) and own <= said}
    longest = max(found, key=lambda header: len(found[header]), default=None)
    if longest and all(own <= found[longest] for own in found.values()):
        return longest if list(found.values()).count(found[longest]) == 1 else None
    return None


def _stems(header: str, language: str) -> frozenset[str]:
    """Of the words of ``header``, without its unit."""
    name = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", header)
    return frozenset(term.stem for term in content_terms(name, language))


def _named(question: str, row: Sequence[Cell]) -> dict[str, Span]:
    """Where ``question`` first has the values of ``row``, by header."""
    return {
        cell.header: Span(*found.span())
        for cell in row
        if not _SMALL.fullmatch(cell.value)
        and content_terms(cell.value)
        and (found := naming(cell.value).search(question))
    }


def _length(spans: Iterable[Span]) -> int:
    """How many characters they are, each counted once."""
    return len({at for span in spans for at in range(*span)})


def _begins(reading: Reading, span: Span) -> float:
    return sum(p for at, p in reading.starts if span.start <= at < span.end)
