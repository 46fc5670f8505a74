"""Annotations: citations that came beside an answer, by offsets, together with those written in it.

The APIs of some providers do both. What they annotate is then often the marker itself, ``【4:0†source】``
or a link, and the annotation says what it means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from attrib.answers.markers import Marker
from attrib.answers.targets import distinct
from attrib.sources.uris import is_url
from attrib.types import Span

_WORD = re.compile(r"\w")


def folded(
    answer: str, written: Sequence[Marker], annotations: Sequence[Marker], known: Collection[str]
) -> tuple[list[Marker], list[Marker]]:
    """The markers that are written in ``answer``, and the annotations that stand around other words.

    An annotation around nothing but markers, or within one, is these markers and says what they mean,
    unless ``known`` holds what is written and not what it says. Annotations of the same words are one
    marker with all their targets.
    """
    extents = [_extent(marker) for marker in written]
    starts = [extent.start for extent in extents]
    ends = [extent.end for extent in extents]
    said: dict[int, list[str]] = defaultdict(list)
    around: dict[Span, list[str]] = defaultdict(list)
    for annotation in annotations:
        span = Span(annotation.start, annotation.end)
        touched = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        if touched and not _has_words(answer, span, [extents[index] for index in touched]):
            for index in touched:
                said[index] += annotation.targets
        else:
            around[span] += annotation.targets
    markers = [
        replace(marker, targets=_meant(marker.targets, said[index], known))
        if index in said
        else marker
        for index, marker in enumerate(written)
    ]
    return markers, [
        Marker(answer[start:end], start, end, distinct(targets), written=False)
        for (start, end), targets in around.items()
    ]


def not_repeated(markers: Sequence[Marker]) -> list[Marker]:
    """The markers of one sentence without the annotations of what is written there as well."""
    said = {target for marker in markers if marker.written for target in marker.targets}
    kept = []
    for marker in markers:
        targets = tuple(t for t in marker.targets if marker.written or t not in said)
        if targets:
            kept.append(marker if targets == marker.targets else replace(marker, targets=targets))
    return kept


def _extent(marker: Marker) -> Span:
    """A marker with the words of its link: APIs annotate these together."""
    return Span(marker.opening.start if marker.opening else marker.start, marker.end)


def _has_words(answer: str, span: Span, extents: Sequence[Span]) -> bool:
    """Whether ``span`` holds words outside of ``extents``, which are in order and touch it."""
    edges = (span.start, *(edge for extent in extents for edge in extent), span.end)
    outside = zip(edges[::2], edges[1::2], strict=True)
    return any(start < end and _WORD.search(answer, start, end) for start, end in outside)


def _meant(
    written: tuple[str, ...], said: Sequence[str], known: Collection[str]
) -> tuple[str, ...]:
    """What a marker means that an annotation explains. A link leads where it leads all the same."""
    if any(t in known for t in written) and not any(t in known for t in said):
        return written
    return distinct([*(t for t in written if is_url(t)), *said])
