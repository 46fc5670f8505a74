"""The pieces of an answer's prose: items of lists, lines that stand alone, wrapped paragraphs.

Chatbots seldom write paragraphs. A line that is not ended by a full stop is ended all the same when
it is an item, cites something, or has a name before a colon; while hard-wrapped prose goes on from
line to line. What tells them apart is read off the lines, in time linear in their number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from attrib.answers.blocks import Kind, blocks
from attrib.answers.markers import Marker
from attrib.answers.titles import BOLD, is_bold_title, is_plain_title, is_spoken_of
from attrib.text.sentences import trim
from attrib.types import Span

NARROWEST, WIDEST = 60, 120
"""Columns that prose is wrapped at. A line that the next word would have fitted on is no wrapped
one.
"""

_GERMAN_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
)
_BULLET = r"(?:[-*•▪●◦‣·–—✅✓✔☑]\ufe0f?[ \t]+|[•▪●◦‣✅✓✔☑]\ufe0f?)(?=\S)"
_NUMBER = (
    rf"(?:(?P<number>\d{{1,2}})(?:\)|\.(?![ \t]+{_GERMAN_MONTH}\b))|\d\ufe0f?\u20e3"
    r"|[a-z]\)|\((?:\d{1,2}|[a-z]|[ivx]{1,5})\))"
)
_MARK = re.compile(rf"(?:{_BULLET})*(?:{_NUMBER}(?:[ \t]+(?=\S)|$))?")
_NUMBERED = re.compile(r"^[ \t]*(\d{1,2})[.)](?=[ \t]|$)", re.MULTILINE)
# A rule, or the mark of an item without words.
_EMPTY = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|[-*•–—]|")

_STOP = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]*_]*$")
_FULL_STOP = re.compile(r"[.!…。！।][\"'”’»)\]*_]*$")
_COLON = re.compile(r"[:：][*_]*$")
_UNFINISHED = re.compile(
    r"(?:[,(/&–—-]|\b(?:an?|the|of|and|or|is|are|was|were|by|from|than|which"
    r"|der|die|das|dem|des|eine?|einen|einem|einer|eines|und|oder|von|vom|im|ist|sind|war))$"
)
_KEYED = re.compile(r"[*_]*[^\W\d_a-z][^\s:]*(?:[ \t][^\s:]+){0,4}(?::[*_]*|[*_]+:)[ \t]+\S")
_OPENING = re.compile(r"[\s\"'“”„‘’«»(\[¿¡*_–—-]*")
_EMPHASIS_OR_EMOJI = regex.compile(r"\*\*|__|[\p{Extended_Pictographic}✓✗✘]")


class Piece(NamedTuple):
    """Some lines of an answer that no sentence crosses. Only prose is split into sentences."""

    start: int
    end: int
    kind: Kind


class _Line(NamedTuple):
    """A line of prose with something on it."""

    span: Span
    """Without white space at its ends, markers and the mark of a list."""
    text: str
    width: int
    """As written, its end apart."""
    cites: bool
    """Whether it ends with a citation marker."""
    mark: str
    """Of a list: ``2.``; empty where there is none."""

    @property
    def opens(self) -> Literal["small", "figure", "other", "nothing"]:
        """What it begins with, behind quotes, brackets, dashes and emphasis."""
        first = self.text[_match_end(_OPENING, self.text) :][:1]
        if not first.isalnum():
            return "nothing"
        return "figure" if first.isdigit() else "small" if first.islower() else "other"


def pieces(answer: str, blanked: str, markers: Sequence[Marker]) -> Iterator[Piece]:
    """The pieces of ``answer`` in order; ``blanked`` is the answer without its ``markers``."""
    numbers = {int(number) for number in _NUMBERED.findall(blanked)}
    starts = [marker.start for marker in markers]
    begins = True
    for start, end, kind in blocks(answer, blanked):
        if kind != "prose":
            yield Piece(*trim(blanked, start, end), kind)
            begins = False
            continue
        runs = _runs(answer, blanked, Span(start, end), starts, numbers)
        for (first, *more), heads in _with_titles(runs, begins):
            # A number without an item is what the answer says: "How many?" "1."
            at = first.span.start if first.text or more else first.span.start - len(first.mark)
            yield Piece(at, (more or [first])[-1].span.end, "silent" if heads else kind)
            begins = False


def _with_titles(
    runs: Iterable[Sequence[_Line]], begins: bool
) -> Iterator[tuple[list[_Line], bool]]:
    """The lines of ``runs`` that belong together, and whether they are the title of those below; ``begins``
    says that nothing stands above them.
    """
    cut: list[list[_Line]] = []
    opening = set()
    for run in runs:
        opening.add(len(cut))
        cut += _cut(run)
    bold = [_is_title(lines) for lines in cut]
    plain = [number in opening and _is_plain_title(lines) for number, lines in enumerate(cut)]
    for number, lines in enumerate(cut):
        below = cut[number + 1] if number + 1 < len(cut) else None
        if not below or bold[number + 1]:
            heads = False
        elif bold[number]:
            # The last of a list of names heads nothing.
            heads = not (lines[0].mark and number and bold[number - 1])
        else:
            above = cut[number - 1] if number else []
            heads = plain[number] and (begins or bool(above)) and not plain[number + 1]
            heads = heads and _heads(lines[0], above, below)
        yield lines, heads


def _runs(
    answer: str, blanked: str, block: Span, starts: Sequence[int], numbers: Collection[int]
) -> Iterator[list[_Line]]:
    """Lines that follow each other. An empty line and the mark of a list begin a new run."""
    run: list[_Line] = []
    above = False
    for line in _lines(answer, blanked, block, starts):
        if not _EMPTY.fullmatch(line.text):
            mark = _mark(line, run, numbers)
            if mark and run:
                yield run
                run = []
            if mark:
                at = line.span.start + len(mark)
                line = line._replace(
                    span=Span(at, line.span.end), text=line.text[len(mark) :], mark=mark.strip()
                )
            # An item of nothing but a citation says nothing, and a number alone may be the answer.
            if line.text or not line.cites or not (above or len(numbers) > 1):
                run.append(line)
            above = True
        elif run:
            yield run
            run = []
    if run:
        yield run


def _lines(answer: str, blanked: str, block: Span, starts: Sequence[int]) -> Iterator[_Line]:
    at = block.start
    for written in blanked[block.start : block.end].splitlines(keepends=True):
        end = at + len(written)
        span = trim(blanked, at, end)
        width = len(answer[at:end].rstrip())
        cites = bisect_left(starts, span.end) < bisect_left(starts, end)
        yield _Line(span, blanked[slice(*span)], width, cites, "")
        at = end


def _mark(line: _Line, above: Sequence[_Line], numbers: Collection[int]) -> str:
    """The mark of a list that ``line`` begins with, and the white space behind it."""
    found = _MARK.match(line.text)
    if not found or not found[0]:
        return ""
    last = above[-1] if above else None
    ended = last is not None and bool(last.cites or _STOP.search(last.text))
    if (number := found["number"]) and not (
        # A wrapped line may begin with a number and a full stop, as "on May / 12. It" does.
        ended
        or int(number) == 1
        or int(number) - 1 in numbers
        or line.text[found.end() :].startswith("**")
    ):
        return found[0][: found.start("number")]
    # A dash sets off words within a sentence too.
    aside = line.text[0] in "–—" and line.opens == "small"
    if aside and last and not ended and last.mark[:1] != line.text[0]:
        return ""
    return found[0]


def _cut(run: Sequence[_Line]) -> Iterator[list[_Line]]:
    """``run`` cut into lines that belong together."""
    closed = bool(_STOP.search(run[-1].text))
    widest = max(line.width for line in run)
    column = max(NARROWEST, widest) if closed and widest <= WIDEST else WIDEST
    piece = [run[0]]
    for line in run[1:]:
        if not _goes_on(piece, line, column):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _goes_on(piece: Sequence[_Line], line: _Line, column: int) -> bool:
    """Whether ``line`` goes on with the sentence that ``piece`` breaks off, or might."""
    first, last = piece[0], piece[-1]
    if not last.text:  # the number of an item, alone on its line
        return True
    if len(piece) == 1 and BOLD.fullmatch(last.text):
        return False
    small = line.opens == "small"
    if last.cites:
        return small and first.opens != "small"
    if _UNFINISHED.search(last.text):
        return True
    if _EMPHASIS_OR_EMOJI.match(line.text) and line.opens in ("other", "nothing"):
        return False
    if small:
        return True
    if BOLD.fullmatch(line.text):
        return False
    figures = line.opens == "figure" and first.opens != "figure"
    if _COLON.search(last.text):
        return figures
    if _KEYED.match(line.text):
        return False
    if _STOP.search(last.text) or figures:  # it is for the rules of sentences to say
        return True
    word = line.text.split(maxsplit=1)[0]
    return last.width + 1 + len(word) > column


def _is_title(lines: Sequence[_Line]) -> bool:
    """Whether they are one line, a title in bold that cites nothing."""
    return len(lines) == 1 and not lines[0].cites and is_bold_title(lines[0].text)


def _is_plain_title(lines: Sequence[_Line]) -> bool:
    """Whether they are one line, a plain title that cites nothing and is no item."""
    only = lines[0]
    return len(lines) == 1 and not (only.cites or only.mark) and is_plain_title(only.text)


def _heads(title: _Line, above: Sequence[_Line], below: Sequence[_Line]) -> bool:
    """Whether a plain title heads what stands ``below`` it, a text or a list. What ``above`` breaks off
    (a heading, "The answer:", a name) is answered by the line, and what is told of it makes it an answer.
    """
    if above and not (above[0].mark or above[-1].cites or _FULL_STOP.search(above[-1].text)):
        return False
    text = " ".join(line.text for line in below)
    told = below[0].mark or below[-1].cites or _STOP.search(text) or len(text.split()) > 6
    return bool(told) and not is_spoken_of(title.text, text)


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
