"""Citation markers in an answer: where they are, what they point to, whose sentence they back.

Offsets count characters of the answer. Everything runs in time linear in the answer's length.

Not markers: ``(1)``; anything inside inline or fenced code; numbers of more than three digits such
as the year in ``[2024]``, unless the row declares that id; links in headings and lists of references.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from attrib.answers.blocks import blocks
from attrib.answers.formulas import in_line
from attrib.answers.hyperlinks import IMAGE
from attrib.answers.markup import (
    blank_tags,
    code_and_definitions,
    defined_links,
    html_headings,
    span_at,
)
from attrib.answers.notations import START, opens_cite, written_at
from attrib.answers.shells import shells
from attrib.answers.targets import Known, distinct
from attrib.text.sentences import trim
from attrib.types import Span

_CITE_CLOSE = re.compile(r"</cite ?>", re.IGNORECASE)
_WORD = re.compile(r"\w")
REPORTS = re.compile(
    r"[,\s]{0,99}(?:and\s{1,99})?(?:(?:also|further|only|both)\s)?(?:(?:say|state|report|note|show|confirm"
    r"|mention|add|find|claim|suggest|describe|explain)s?|found)\b"
)
"""What has a marker for its subject: "[1] says 5.", "[1] and [2] confirm it." English: in other languages
the rules of sentences cut before no small letter."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One citation marker: ``answer[start:end] == text``."""

    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    """What it points to, in order and without repeats: ``("1", "2")``; ranges are expanded."""
    closing: Span | None = None
    """The closing tag, for a ``<cite>`` that encloses the words it backs."""
    opening: Span | None = None
    """The opening bracket, for a link whose words are part of the sentence: the marker is the rest,
    ``](https://...)`` or ``][1]``."""
    written: bool = True
    """False for an annotation, a citation that came beside the answer: ``text`` are the words of the
    answer that it stands for, none where it only says behind what it stands."""


def without_tags(answer: str, code: Sequence[Span], known: Collection[str] = ()) -> str:
    """``answer``, outside ``code``, with white space for tags, images and the ends of lines within formulas;
    of the same length. ``known`` names are no tags.
    """
    return in_line(blank_tags(answer, code, known), code)


def find_markers(answer: str, known: Collection[str] | None = None) -> tuple[Marker, ...]:
    """The citation markers of ``answer``, in order, without overlap.

    ``known`` are the ids and URIs that the row declares: ``[tariffs.md]``, ``[doc-7]`` and
    ``[2024]`` count only when they are among them. In ``【4:0†source】`` the target is ``4:0``
    as written, since no numbering of the sources can be read from it. Links are markers in an
    answer that is audited, and ``[1]: https://...`` says what ``[1]`` means where ``known`` has no
    1; without ``known``, in a draft, links are what it says.
    """
    code, definitions = code_and_definitions(answer)
    plain = sorted([*code, *definitions])
    images = [Span(*found.span()) for found in IMAGE.finditer(answer)]
    skip = sorted([*plain, *(image for image in images if not span_at(image.start, plain))])
    # A list of references says what there is to cite, and cites nothing.
    bare = without_tags(answer, code, known or ())
    silent = [Span(b.start, b.end) for b in blocks(bare, bare) if b.kind == "silent"]
    declared = Known(known or (), None if known is None else defined_links(answer, definitions))
    headings = html_headings(answer, code)
    markers: list[Marker] = []
    open_cites: list[int] = []
    position = 0
    while match := START.search(answer, position):
        start, position = match.span()
        if skipped := span_at(start, skip):
            position = max(position, skipped.end)
            continue
        if match[0].lower() == "</cite":
            if (close := _CITE_CLOSE.match(answer, start)) and open_cites:
                index = open_cites.pop()
                markers[index] = replace(markers[index], closing=Span(*close.span()))
            continue
        asserted = not (span_at(start, silent) or span_at(start, headings))
        found = written_at(answer, match, declared, known is not None and asserted)
        if found is None:
            continue
        text, position = answer[found.start : found.end], found.end
        if opens_cite(text):
            open_cites.append(len(markers))
        targets = distinct(declared.meaning(target) for target in found.targets)
        markers.append(Marker(text, found.start, position, targets, opening=found.opening))
    return tuple(markers)


def blank_markers(answer: str, markers: Sequence[Marker]) -> str:
    """``answer`` with every marker that is written in it, and the shell around it, overwritten by spaces:
    same length, so offsets stay true.

    Footnote definition lines (``[^1]: ...``) are no claims and are overwritten too.
    """
    spans = [Span(marker.start, marker.end) for marker in markers if marker.written]
    spans += [span for m in markers for span in (m.opening, m.closing) if span]
    spans += shells(
        answer, [Span(m.start, m.end) for m in markers if m.written and not _enclosed(m)]
    )
    spans += code_and_definitions(answer)[1]
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            start = max(start, position)
            pieces += (answer[position:start], " " * (end - start))
            position = end
    return "".join((*pieces, answer[position:]))


def assign_markers(
    sentences: Sequence[Span], markers: Sequence[Marker], answer: str, blanked: str
) -> list[list[Marker]]:
    """The markers of each sentence; ``sentences`` are in order, cut from ``blanked``, the answer without
    its markers.

    A marker belongs to the sentence that contains it, else to the one before it on its line, else
    to the one after it on its line; one alone on its line belongs to the sentence before. One before a
    verb such as "says" belongs to the sentence that it begins. Where a
    line begins with a marker and all others on it stand before sentences too, each belongs to the
    one after it. A ``<cite>`` or link that encloses words belongs to every sentence of those words,
    and so does an annotation; one without words belongs to the sentence before it.
    """
    assigned: list[list[Marker]] = [[] for _ in sentences]
    if not sentences:
        return assigned
    # Splitters differ in whose the white space between two sentences is: nobody's, here.
    trimmed = [_trim(blanked, span) for span in sentences]
    starts = [span.start for span in trimmed]
    line = _Lines(answer)
    ahead = _lines_ahead(markers, trimmed, starts, line)
    for marker in markers:
        for index in _owners(marker, trimmed, starts, blanked, line, ahead):
            assigned[index].append(marker)
    return assigned


def _lines_ahead(
    markers: Sequence[Marker], sentences: Sequence[Span], starts: Sequence[int], line: _Lines
) -> set[int]:
    """The lines that are written "[1] One. [2] Two.": with each marker before its sentence."""
    ahead: dict[int, bool] = {}
    for marker in markers:
        if not marker.written or _enclosed(marker):
            continue
        own, index = line(marker.start), bisect_right(starts, marker.start) - 1
        end = sentences[index].end if index >= 0 else 0
        follows = index + 1 < len(sentences) and line(starts[index + 1]) == own
        begins = own in ahead or index < 0 or line(end) < own
        ahead[own] = ahead.get(own, True) and begins and follows and end <= marker.start
    return {number for number, holds in ahead.items() if holds}


def _owners(
    marker: Marker,
    sentences: Sequence[Span],
    starts: Sequence[int],
    blanked: str,
    line: _Lines,
    ahead: Collection[int],
) -> list[int]:
    if not marker.written:
        return _covered(marker, sentences, starts, blanked)
    if enclosed := _enclosed(marker):
        inside = _trim(blanked, enclosed)
        first = max(bisect_right(starts, inside.start) - 1, 0)
        last = bisect_right(starts, inside.end - 1)
        owners = [i for i in range(first, last) if sentences[i].end > inside.start]
        if owners and blanked[inside.start : inside.end].strip():
            return owners
    index = bisect_right(starts, marker.start) - 1
    if index < 0:
        return [0]
    before = sentences[index].end
    if marker.start < before or index + 1 == len(sentences):
        return [index]
    own = line(marker.start)
    if line(before) == own and own not in ahead:
        follows = starts[index + 1]
        reports = line(follows) == own and REPORTS.match(blanked, follows)
        return [index + 1 if reports else index]
    return [index + 1 if line(marker.end) == line(starts[index + 1]) else index]


def _covered(
    marker: Marker, sentences: Sequence[Span], starts: Sequence[int], blanked: str
) -> list[int]:
    """The sentences of which an annotation covers a word; the one before it where it covers none."""
    first = max(bisect_right(starts, marker.start) - 1, 0)
    last = bisect_left(starts, marker.end)
    owners = [
        index
        for index in range(first, last)
        if _WORD.search(
            blanked,
            max(sentences[index].start, marker.start),
            min(sentences[index].end, marker.end),
        )
    ]
    return owners or [max(bisect_left(starts, marker.start) - 1, 0)]


def _enclosed(marker: Marker) -> Span | None:
    """The words that a ``<cite>`` or a link stands around."""
    if marker.closing:
        return Span(marker.end, marker.closing.start)
    return Span(marker.opening.end, marker.start) if marker.opening else None


class _Lines:
    """The number of the line that an offset is on."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer(r"[\r\n]", text)]

    def __call__(self, offset: int) -> int:
        return bisect_left(self._ends, offset)


def _trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; as it is when it holds nothing else."""
    trimmed = trim(text, *span)
    return trimmed if trimmed.start < trimmed.end else span
