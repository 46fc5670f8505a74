"""What stands around nothing but citation markers and is part of them: ``([1], [2])``, ``(see [2])``,
``**[2]**``, ``<sup>[1](https://...)</sup>``, ``Source: [1]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrib.types import Span

_JOINT = re.compile(r"[ \t]?(?:[,;&][ \t]?)?(?:(?:and|und)[ \t])?")
_OPENING = re.compile(
    r"""(?xi) (?:
      [(\[] (?: (?:see(?:\ also)?|cf\.|siehe(?:\ auch)?|vgl\.|s\.|sources?|references?|quellen?) :?\ ? )?
      | <sup> | \*{1,3} | _{1,3}
    ) $"""
)
_CLOSING = {"(": ")", "[": "]", "<sup>": "</sup>"}
# "Source: [1]" behind a sentence or alone on the line below it says what its source is. "Sources:"
# lists those of all the answer.
_LEAD = re.compile(
    r"""(?x) (?:
      (?: (?<=[.!?…。]) | (?<=[.!?…。][\"'”’“»)\]*_]) ) [ \t]{1,2}
      | (?<=[^\s|=\#_-]) [ \t]{0,2} (?:\r\n?|\n) [ \t]{0,4}
    ) (?P<lead>(?:\*\*|[*_])? (?:Source|Quelle) (?: :(?:\*\*|[*_])? | (?:\*\*|[*_]): ) \ ?) $"""
)
_REST = re.compile(r"(?P<stop>\ ?\.?)[ \t]{0,4}(?=[\r\n]|$)")
_NEAR = 24
"""More characters than an opening or a lead takes."""


def shells(answer: str, markers: Sequence[Span]) -> Iterator[Span]:
    """The runs of ``markers``, which are in order and apart, that have a shell; each with its shell."""
    number, before = 0, 0
    while number < len(markers):
        start, end = markers[number]
        number += 1
        while number < len(markers) and _joined(answer, end, markers[number].start):
            end = markers[number].end
            number += 1
        bare = Span(start, end)
        behind = markers[number].start if number < len(markers) else len(answer)
        while wider := _around(answer, start, end):
            start, end = wider
        start, end = _led(answer, Span(start, end), before, behind)
        if Span(start, end) != bare:
            yield Span(start, end)
        before = bare.end


def _joined(answer: str, end: int, start: int) -> bool:
    """Whether nothing but a comma or an "and" stands between two markers."""
    joint = _JOINT.match(answer, end)
    return bool(joint and joint.end() >= start)


def _around(answer: str, start: int, end: int) -> Span | None:
    """``answer[start:end]`` with the innermost shell around it."""
    opening = _OPENING.search(answer[max(0, start - _NEAR) : start])
    if not opening:
        return None
    written = opening[0].lower()
    closing = _CLOSING.get(written) or _CLOSING.get(written[0]) or written
    if answer[end : end + len(closing)].lower() != closing:
        return None
    return Span(start - len(written), end + len(closing))


def _led(answer: str, cited: Span, before: int, behind: int) -> Span:
    """``cited`` with "Source:" before it and a full stop behind it, where it is the last on its line; no
    other marker ends after ``before`` or begins before ``behind``.
    """
    near = max(before, cited.start - _NEAR)
    lead = _LEAD.search(answer[near : cited.start])
    rest = lead and _REST.match(answer, cited.end)
    if not lead or not rest or rest.end() > behind:
        return cited
    return Span(near + lead.start("lead"), rest.end("stop"))
