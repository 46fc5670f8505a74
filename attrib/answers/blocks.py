"""The blocks of a Markdown answer: prose, table rows, and what asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from attrib.answers import references
from attrib.answers.formulas import is_formula
from attrib.answers.markup import fenced_code
from attrib.types import Span

Kind = Literal["prose", "row", "silent"]


class Block(NamedTuple):
    """Some lines of an answer. Prose is split into sentences, the others are one each."""

    start: int
    end: int
    kind: Kind


HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t])[^\r\n]*")
_RULE = re.compile(r"(?=[^\n]*\|)(?=[^\n]*-)[ \t|:-]+")


def blocks(answer: str, blanked: str) -> Iterator[Block]:
    """The blocks of ``answer`` in order, without empty lines and rules; ``blanked`` is the answer
    without its markers.
    """
    prose = 0
    for block in _marked(answer, blanked):
        yield Block(prose, block.start, "prose")
        if blanked[block.start : block.end].strip().strip("|:- \t"):
            yield block
        prose = block.end
    yield Block(prose, len(answer), "prose")


def is_heading(line: str) -> bool:
    """Whether ``line`` is a heading in Markdown, or heads a list of references."""
    return bool(HEADING.match(line) or references.is_title(line))


def _marked(answer: str, blanked: str) -> Iterator[Block]:
    """The blocks that are not prose."""
    code = dict(fenced_code(answer))
    lines = _lines(blanked)
    closing = references.closing_list([answer[slice(*line)] for line in lines])
    over, table, listed, entry = 0, False, False, False
    for number, (start, end) in enumerate(lines):
        if start < over:
            continue
        if start in code:
            over, table, listed = code[start], False, False
            yield Block(start, over, "silent")
            continue
        line, below = (_line(blanked, lines, number + i) for i in (0, 1))
        written = answer[start:end].strip()
        table = "|" in line and (table or bool(_RULE.fullmatch(below)) or _is_row(line))
        if HEADING.match(blanked, start) or references.is_title(written):
            listed = references.is_title(written)
            yield Block(start, end, "silent")
            entry = False
        elif is_formula(written):
            yield Block(start, end, "silent")
        elif number >= closing or (
            listed
            and (
                not written
                or references.is_entry(written)
                or (entry and references.goes_on(answer[start:end]))
            )
        ):
            entry = bool(written)
            yield Block(start, end, "silent")
        elif table:
            header = _RULE.fullmatch(below) and "|" in _line(blanked, lines, number + 2)
            yield Block(start, end, "silent" if header else "row")
            listed = False
        else:
            listed = False


def _is_row(line: str) -> bool:
    return len(line) > 1 and line.startswith("|") and line.endswith("|")


def _lines(text: str) -> list[Span]:
    ends = [match.end() for match in re.finditer(r"\r\n?|\n", text)]
    return [Span(a, b) for a, b in zip((0, *ends), (*ends, len(text)), strict=True)]


def _line(text: str, lines: Sequence[Span], number: int) -> str:
    """The line of that number without white space around it; empty where there is none."""
    return text[slice(*lines[number])].strip() if number < len(lines) else ""
