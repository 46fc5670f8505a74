"""Rows of a table, which are sentences to everyone else: "city: Odense; mayor: Peter Skov"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from attrib.types import Span


class Cell(NamedTuple):
    """A value, and the header that it stands under."""

    header: str
    value: str
    span: Span
    """Where the value stands in the row."""
    whole: Span
    """Where it does with its header."""

    def moved(self, by: int) -> Cell:
        """The cell with offsets that are ``by`` larger."""
        return self._replace(span=self.span.moved(by), whole=self.whole.moved(by))


@lru_cache(maxsize=4096)
def cells(sentence: str) -> tuple[Cell, ...]:
    """The cells of a row, two or more, each under another header; none where the sentence is no row. One
    value may lack a header.
    """
    found: dict[str, Cell] = {}
    at = 0
    # One that a long row was cut behind ends with the semicolon that set off the next.
    for piece in sentence.removesuffix(";").split("; "):
        header, colon, value = piece.partition(": ")
        if not colon:
            header, value = "", piece
        shown = value.strip()
        if not shown or header in found:
            return ()
        start = at + len(piece) - len(value.lstrip())
        span = Span(start, start + len(shown))
        found[header] = Cell(header, shown, span, Span(at, span.end))
        at += len(piece) + len("; ")
    return tuple(found.values()) if len(found) > 1 else ()


@lru_cache(maxsize=4096)
def naming(value: str) -> re.Pattern[str]:
    """Finds the words of a cell in a text; what is short as it is written: MIT is no "mit". Python 3.12 is
    no Python 3, and C++ no C.
    """
    case = 0 if len(value) < 4 else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(value)}(?![\w+#]|[.,]\d)", case)
