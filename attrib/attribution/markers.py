"""Citation markers in an answer: where they are, what they point to, whose sentence they back.

Offsets count characters of the answer. Everything runs in time linear in the answer's length.

Not markers: ``(1)``; ``[text](url)``; anything inside inline or fenced code; numbers of more than
three digits such as the year in ``[2024]``, unless the row declares that id.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from attrib.attribution.markup import code_and_definitions
from attrib.attribution.targets import NUMBER, distinct, expand, targets_in
from attrib.text.sentences import trim
from attrib.text.words import LOWERED, RAISED
from attrib.types import Span


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


_FOOTNOTE = re.compile(r"\^[^\s\[\]^`]{1,60}")

_BRACKET = re.compile(r"\[\[([^\[\]\r\n`]{1,300})\]\]|\[([^\[\]\r\n`]{1,300})\]")
_ESCAPED = re.compile(r"\\\[([^\[\]\r\n`\\]{1,300})\\\]")
_SOURCED = re.compile(r"\(((?:sources?|quellen?)\b[^()\[\]\r\n`]{1,300})\)", re.IGNORECASE)
_RAISED = re.compile(r"<sup> ?(\[?)([0-9,;\-– ]{1,60})\]? ?</sup>", re.IGNORECASE)
_RANGE_TAIL = re.compile(rf"[-–—]\[({NUMBER})\]")
_LINK = re.compile(
    r"\((?:[^()\s`]|\([^()\s`]{0,500}\)){0,2000}(?:[ \t]{1,5}\"[^\"\r\n`]{0,300}\")?\)"
)
_LENTICULAR = re.compile(r"【([^【】\r\n`]{1,300})】")
_CITE_OPEN = re.compile(r"<cite\b([^<>\r\n`]{0,300})>", re.IGNORECASE)
_CITE_NUMBER = re.compile(r"<cite> ?([0-9,;\-– ]{1,60})</cite>", re.IGNORECASE)
_CITE_CLOSE = re.compile(r"</cite ?>", re.IGNORECASE)
_CITE_ID = re.compile(r"\bid=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))", re.IGNORECASE)
_START = re.compile(
    rf"\\?\[|【|\((?=source|quelle)|</?cite|<sup>|[{RAISED}]+(?:[,⁻][{RAISED}]+)*",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?:^|[^\d.,])[12]\d{3}$")
_AFTER_WORDS = frozenset(".,;:!?\"'”’»›)]%…】>")
# Words of three letters or more that carry exponents; shorter ones are never trusted.
_EXPONENT_UNIT = re.compile(r"mol|rad|sec|inch|foot|feet|miles?|yards?|kmh|chi|sin|cos|tan|log")


def find_markers(answer: str, known: Collection[str] = ()) -> tuple[Marker, ...]:
    """The citation markers of ``answer``, in order, without overlap.

    ``known`` are the ids and URIs that the row declares: ``[tariffs.md]``, ``[doc-7]`` and
    ``[2024]`` count only when they are among them. In ``【4:0†source】`` the target is ``4:0``
    as written, since no numbering of the sources can be read from it.
    """
    code, definitions = code_and_definitions(answer)
    skip = sorted([*code, *definitions])
    starts = [span.start for span in skip]
    markers: list[Marker] = []
    open_cites: list[int] = []
    position = 0
    while match := _START.search(answer, position):
        position = match.end()
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < skip[at].end:
            position = max(position, skip[at].end)
            continue
        if match[0].lower() == "</cite":
            if (close := _CITE_CLOSE.match(answer, match.start())) and open_cites:
                index = open_cites.pop()
                opened = markers[index]
                span = Span(close.start(), close.end())
                markers[index] = Marker(opened.text, opened.start, opened.end, opened.targets, span)
            continue
        found = _marker_at(answer, match, known)
        if found is None:
            continue
        position = found.end
        if _CITE_OPEN.fullmatch(found.text) and not found.text.endswith("/>"):
            open_cites.append(len(markers))
        markers.append(found)
    return tuple(markers)


def blank_markers(answer: str, markers: Sequence[Marker]) -> str:
    """``answer`` with every marker overwritten by spaces: same length, so offsets stay true.

    Footnote definition lines (``[^1]: ...``) are no claims and are overwritten too.
    """
    spans = [Span(marker.start, marker.end) for marker in markers]
    spans += [marker.closing for marker in markers if marker.closing]
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
    sentences: Sequence[Span], markers: Sequence[Marker], answer: str
) -> list[list[Marker]]:
    """The markers of each sentence; ``sentences`` are in order, cut from the blanked answer.

    A marker belongs to the sentence that contains it, else to the one before it on its line, else
    to the one after it on its line; one alone on its line belongs to the sentence before. A
    ``<cite>`` that encloses words belongs to every sentence of those words.
    """
    assigned: list[list[Marker]] = [[] for _ in sentences]
    if not sentences:
        return assigned
    blanked = blank_markers(answer, markers)
    # Splitters differ in whose the white space between two sentences is: nobody's, here.
    trimmed = [_trim(blanked, span) for span in sentences]
    starts = [span.start for span in trimmed]
    line = _Lines(answer)
    for marker in markers:
        for index in _owners(marker, trimmed, starts, blanked, line):
            assigned[index].append(marker)
    return assigned


def _marker_at(answer: str, match: re.Match[str], known: Collection[str]) -> Marker | None:
    """The marker that begins at ``match``, if there is one."""
    start, first = match.start(), match[0][0]
    if first == "[":
        return _bracket(answer, start, known)
    if first == "\\":
        return _enclosed(_ESCAPED, answer, start, known) or _bracket(answer, start + 1, known)
    if first == "(":
        return _enclosed(_SOURCED, answer, start, known)
    if first == "【":
        return _enclosed(_LENTICULAR, answer, start, known)
    if match[0].lower() == "<sup>":
        return _raised(answer, start)
    if first == "<":
        return _cite(answer, start, known)
    if _is_exponent(answer, start, match.end()):
        return None
    targets = targets_in(match[0].translate(LOWERED), ())
    return Marker(match[0], start, match.end(), targets) if targets else None


def _enclosed(
    pattern: re.Pattern[str], answer: str, start: int, known: Collection[str]
) -> Marker | None:
    """What ``pattern`` finds, where its first group names targets."""
    if (found := pattern.match(answer, start)) and (targets := targets_in(found[1], known)):
        return Marker(found[0], start, found.end(), targets)
    return None


def _raised(answer: str, start: int) -> Marker | None:
    found = _RAISED.match(answer, start)
    if not found:
        return None
    alone = found[1] or not answer[start - 1 : start].strip()
    if not alone and _is_exponent(answer, start, found.end()):
        return None
    targets = targets_in(found[2], ())
    return Marker(found[0], start, found.end(), targets) if targets else None


def _bracket(answer: str, start: int, known: Collection[str]) -> Marker | None:
    found = _BRACKET.match(answer, start)
    if not found:
        return None
    content = found[1] or found[2]
    targets = targets_in(content, known)
    if not targets and _FOOTNOTE.fullmatch(content):
        targets = (content[1:],)
    if not targets:
        return None
    end = found.end()
    if link := _LINK.match(answer, end):
        if answer[start - 1 : start] == "!":  # an image, not a citation
            return None
        end = link.end()
    elif tail := _RANGE_TAIL.match(answer, end):
        spread = expand(targets[-1], tail[1]) if targets[-1].isdecimal() else ()
        if spread:
            targets = distinct([*targets, *spread])
            end = tail.end()
    return Marker(answer[start:end], start, end, targets)


def _cite(answer: str, start: int, known: Collection[str]) -> Marker | None:
    if (found := _CITE_NUMBER.match(answer, start)) and (targets := targets_in(found[1], known)):
        return Marker(found[0], start, found.end(), targets)
    found = _CITE_OPEN.match(answer, start)
    if not found or not (attribute := _CITE_ID.search(found[1])):
        return None
    value = next((group for group in attribute.groups() if group), "").strip()
    # The tag says that these are ids, so they need not be known.
    targets = targets_in(value, known) or distinct(
        [part.strip() for part in re.split("[,;]", value) if part.strip()]
    )
    return Marker(found[0], start, found.end(), targets) if targets else None


def _is_exponent(answer: str, start: int, end: int) -> bool:
    """Whether the superscript digits are a power, a unit or part of a word, not a note mark."""
    before = answer[start - 1 : start]
    if answer[end : end + 1].isalnum() or answer[end : end + 1] in ("⁻", "⁺", "/", "^"):
        return True
    if before in _AFTER_WORDS and before:
        if before in ")]":  # (a + b)² is a power, (the second one)² is a note
            inside = re.search(r"[(\[]([^()\[\]]{0,80})[)\]]$", answer[max(0, start - 82) : start])
            return bool(inside and before == ")" and not re.search(r"[^\W\d_]{3}", inside[1]))
        return False
    if _YEAR.search(answer[max(0, start - 5) : start]):
        return False
    word = re.search(r"[^\W\d_]*$", answer[max(0, start - 40) : start])
    letters = word[0] if word else ""
    behind = answer[start - len(letters) - 1 : start - len(letters)]
    return (
        len(letters) < 3 or bool(_EXPONENT_UNIT.fullmatch(letters.lower())) or behind in ("/", "·")
    )


def _owners(
    marker: Marker, sentences: Sequence[Span], starts: Sequence[int], blanked: str, line: _Lines
) -> list[int]:
    if marker.closing:
        inside = _trim(blanked, Span(marker.end, marker.closing.start))
        first = max(bisect_right(starts, inside.start) - 1, 0)
        last = bisect_right(starts, inside.end - 1)
        owners = [i for i in range(first, last) if sentences[i].end > inside.start]
        if owners and blanked[inside.start : inside.end].strip():
            return owners
    index = bisect_right(starts, marker.start) - 1
    if index < 0:
        return [0]
    before = sentences[index].end
    if marker.start < before or line(before) == line(marker.start) or index + 1 == len(sentences):
        return [index]
    return [index + 1 if line(marker.end) == line(starts[index + 1]) else index]


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
