"""From the lines a page shows to the paragraphs its writer meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from attrib.types import BlockKind

_BULLET = re.compile(r"[•‣◦▪●∙·–—*-]\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)", re.I)
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von)\s*\d+)?", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_HYPHENS = "-\u2010\u00ad"
_SUSPENDED = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "e", "o", "to", "bis"})
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HEADING_SIZE = 1.15
_HEADING_LENGTH = 200
_EDGE_LINES = 2
_MANY_PAGES = 3
_DIGITS = re.compile(r"\d+")
_LONGEST = 9
"""Digits of a number that are looked at; Python refuses to read thousands of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Coordinates are in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    """Height of the font, from its lowest to its highest stroke."""
    first_word: float
    """Width of the line's first word."""


@dataclass(slots=True)
class Piece:
    """A paragraph, heading or list item, joined from lines."""

    text: str
    kind: BlockKind
    level: int
    page: int
    """Page (from 0) it begins on."""
    last: Line
    """The line it ends with, so far."""
    later_pages: list[tuple[int, int]] = field(default_factory=list)
    """Pages that begin inside it: (page, offset in ``text``)."""


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Piece]:
    """The paragraphs of all pages in reading order.

    Lines of one paragraph are joined, also over the end of a page: words cut by a hyphen become
    whole again (written as elsewhere in the document, where they occur), running heads and page
    numbers are left out.
    """
    pages = _without_furniture(pages)
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    levels = _heading_levels(lines, body)
    words = Counter(
        word.lower().replace("\u2010", "-")
        for line in lines
        for word in _WORD.findall(line.text)[: -1 if line.text[-1] in _HYPHENS else None]
    )
    pieces: list[Piece] = []
    for number, page in enumerate(pages):
        pitch = _pitch(page)
        for position, line in enumerate(page):
            margin = _right_margin(page, position)
            if pieces and _continues(pieces[-1], line, position, margin, pitch):
                _join(pieces[-1], line, number, words)
                continue
            level = levels.get(_rounded(line.size), 0)
            if level and len(line.text) <= _HEADING_LENGTH:
                pieces.append(Piece(line.text, "heading", level, number, line))
            else:
                item = _BULLET.match(line.text) or _NUMBERED.match(line.text)
                pieces.append(
                    Piece(line.text, "list_item" if item else "paragraph", 0, number, line)
                )
    return pieces


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _body_size(lines: Iterable[Line]) -> float:
    """The font size (rounded) in which most characters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_rounded(line.size)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _heading_levels(lines: Iterable[Line], body: float) -> dict[float, int]:
    """Font size (rounded) to heading level: the largest is 1, at most 6."""
    sizes = {_rounded(line.size) for line in lines if line.size >= _HEADING_SIZE * body}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _pitch(page: Sequence[Line]) -> float:
    """The usual distance between the base lines of a page."""
    gaps = [a.bottom - b.bottom for a, b in pairwise(page)]
    downward = [gap for gap in gaps if gap > 1]
    return median(downward) if downward else 0.0


def _right_margin(page: Sequence[Line], position: int) -> float:
    """Where lines of this column end: the farthest right of those with a similar left and size."""
    line = page[position]
    return max(
        other.right
        for other in page[max(position - 40, 0) : position + 40]
        if abs(other.left - line.left) <= 3 * line.size and abs(other.size - line.size) <= 1
    )


def _continues(piece: Piece, line: Line, position: int, margin: float, pitch: float) -> bool:
    """Whether ``line`` goes on with the paragraph that ``piece`` holds."""
    before = piece.last
    if abs(line.size - before.size) > 0.1 * before.size + 0.5 or _BULLET.match(line.text):
        return False
    if not _LETTER.search(before.text) and not _LETTER.search(line.text):
        return False  # rows of numbers
    lower = line.text[0].islower()
    hyphen = before.text[-1] in _HYPHENS and len(before.text) > 1 and before.text[-2].isalpha()
    ended = bool(_ENDED.search(before.text))
    drop = before.bottom - line.bottom
    elsewhere = position == 0 or drop < -0.5 * line.size  # the next page, or the next column
    if elsewhere:
        if piece.kind == "heading":
            return False
        width = before.right - before.left
        full = width >= 0.75 * (margin - line.left)
        return hyphen or (not ended and (lower or full))
    if pitch and drop > 1.35 * pitch and drop > 1.2 * line.size:
        return False
    if piece.kind == "heading":
        return drop < 2 * line.size and len(piece.text) + len(line.text) <= _HEADING_LENGTH
    if hyphen or lower:
        return True
    if ended and line.left > before.left + line.size and piece.kind == "paragraph":
        return False  # a first line, indented
    if ended and _NUMBERED.match(line.text):
        return False
    # The line broke although the next word had room: the writer broke it.
    room = margin - before.right
    return room < line.first_word + 0.35 * line.size


def _join(piece: Piece, line: Line, page: int, words: Counter[str]) -> None:
    text = piece.text
    first = line.text[0]
    if text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalnum() and first.isalnum():
        text = _unhyphenated(text, line.text, words)
    elif not (_CJK.match(text[-1]) and _CJK.match(first)):
        text += " "
    pages_seen = piece.later_pages[-1][0] if piece.later_pages else piece.page
    # A page without text in between begins where the next one does.
    piece.later_pages += [(number, len(text)) for number in range(pages_seen + 1, page + 1)]
    piece.text = text + line.text
    piece.last = line


def _unhyphenated(text: str, following: str, words: Counter[str]) -> str:
    """``text``, which ends with a hyphen, as it goes before the rest of the word or compound."""
    stem = text[:-1]
    before, after = _WORD.findall(stem), _WORD.findall(following)
    if after and after[0].lower() in _SUSPENDED:  # pre- and post-war
        return f"{stem}- "
    if not following[0].islower() or not before or not after:  # Jean-Pierre, COVID-19
        return f"{stem}-"
    joined, spelled = f"{before[-1]}{after[0]}".lower(), f"{before[-1]}-{after[0]}".lower()
    return f"{stem}-" if words[spelled] > words[joined] else stem


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads (but for the first), running feet and page numbers."""
    running = _running(pages)
    page_numbers = _page_numbers(pages)
    seen: set[tuple[str, int]] = set()
    kept = []
    for number, page in enumerate(pages):
        lines = []
        for i, line in enumerate(page):
            if (number, i) in running:
                at_top = i < _EDGE_LINES
                if not at_top or _place(line) in seen:
                    continue
                seen.add(_place(line))
            elif (number, i) in page_numbers:
                continue
            lines.append(line)
        kept.append(lines)
    return kept


def _page_numbers(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Which lines (page, line) are the number of their page: they say so, or count as the pages do. Other
    numbers that stand first or last on a page are a year that heads it, or a figure.
    """
    if len(pages) < 2:
        return set()
    largest = _HEADING_SIZE * _body_size(line for page in pages for line in page)
    offsets = {
        (number, i): int(_DIGITS.findall(page[i].text)[0]) - number
        for number, page in enumerate(pages)
        for i in {0, len(page) - 1}
        if len(page) > 1 and page[i].size < largest and _PAGE_NUMBER.fullmatch(page[i].text)
    }
    usual = Counter(
        offset for _, offset in {(page, offset) for (page, _), offset in offsets.items()}
    )
    return {
        (page, i)
        for (page, i), offset in offsets.items()
        if offset == 1 or usual[offset] > 1 or _LETTER.search(pages[page][i].text)
    }


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Which lines (page, line) stand at one place of many pages and say the same there, but for the
    number of the page. The total of a bill says another number on each.
    """
    alike: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for i in _edges(page):
            alike[_place(page[i])].append((number, i))
    running = set()
    for (text, _), found in alike.items():
        # Rows of a long table look alike at every page's edge: only words make a running head.
        if len(found) < _MANY_PAGES or not _LETTER.search(text):
            continue
        numbers = {at: _numbers(pages[at[0]][at[1]], at[0]) for at in found}
        usual = Counter(way for ways in numbers.values() for pair in ways for way in pair)
        for at, ways in numbers.items():
            if all(max(usual[way] for way in pair) >= _MANY_PAGES for pair in ways):
                running.add(at)
    return running


def _place(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.lower()), round(line.bottom)


def _numbers(line: Line, page: int) -> list[tuple[tuple[int, str, int], tuple[int, str, int]]]:
    """Each number of a line in two ways: as it stands, and counted from the page's."""
    values = [int(digits[:_LONGEST]) for digits in _DIGITS.findall(line.text)]
    return [((n, "same", v), (n, "rising", v - page)) for n, v in enumerate(values)]


def _edges(page: Sequence[Line]) -> set[int]:
    last = len(page)
    return set(range(min(_EDGE_LINES, last))) | set(range(max(last - _EDGE_LINES, 0), last))
