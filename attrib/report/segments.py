"""Cuts a stretch of text where the spans that lie on it begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from attrib.types import Span


class Segment(NamedTuple):
    """``[start, end)`` of the text, and the positions (in the list given) of the spans over it."""

    start: int
    end: int
    covers: tuple[int, ...]


def segments(whole: Span, spans: Iterable[Span]) -> list[Segment]:
    """``whole`` as consecutive pieces, each covered evenly; spans may overlap, touch, stick out.

    Nested elements cannot show two spans that overlap without containing each other; pieces can.
    """
    opens: dict[int, list[int]] = defaultdict(list)
    closes: dict[int, list[int]] = defaultdict(list)
    cuts = {whole.start, whole.end}
    for number, span in enumerate(spans):
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        if start < end:
            opens[start].append(number)
            closes[end].append(number)
            cuts.update((start, end))
    pieces = []
    covering: set[int] = set()
    borders = sorted(cuts)
    for start, end in pairwise(borders):
        covering.difference_update(closes[start])
        covering.update(opens[start])
        pieces.append(Segment(start, end, tuple(sorted(covering))))
    return pieces
