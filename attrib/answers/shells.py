"""What stands around nothing but citation markers and is part of them: ``([1], [2])``, ``(see [2])``,
``**[2]**``, ``<sup>[1](https://...)</sup>``, ``Source: [1]``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.types import Span

_JOINT = re.compile(r"[ \t]?(?:[,;&][ \t]?)?(?:(?:and|und)[ \t])?")
_OPENING = re.compile(
    r"""(?xi) (?:
      [(\[] (?: (?:see(?:\ also)?|cf\.|siehe(?:\ auch)?|vgl\.|s\.|sources?|references?|quellen?) :?\ ? )?
      | <sup> | (?<!\*)\*{1,3} | (?<!_)_{1,3}
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


def shells(answer: str, markers: Sequence[Span]) -> list[Span]:
    """The shells around ``markers``, which are in order and apart, with what they hold."""
    found: list[Span] = []
    # Markers with nothing but shells, commas and "and" between them, which a shell may hold together.
    runs: list[Span] = []
    for run in markers:
        while True:
            while wider := _around(answer, run, runs[-1].end if runs else 0):
                run = wider
                found.append(run)
            if not runs or not _JOINT.fullmatch(answer, runs[-1].end, run.start):
                break
            run = Span(runs.pop().start, run.end)
        runs.append(run)
    edges = [0, *(edge for run in runs for edge in run), len(answer)]
    for number, run in enumerate(runs):
        if led := _led(answer, run, edges[2 * number], edges[2 * number + 3]):
            found.append(led)
    return found


def _around(answer: str, run: Span, before: int) -> Span | None:
    """``run`` with the innermost shell around it, which opens after ``before``."""
    opening = _OPENING.search(answer, max(before, run.start - _NEAR), run.start)
    if not opening:
        return None
    written = opening[0].lower()
    closing = _CLOSING.get(written) or _CLOSING.get(written[0]) or written
    over = run.end + len(closing)
    # Of "*[1]**" not one star alone is its closing.
    cut = closing[0] in "*_" and answer[over : over + 1] == closing[0]
    if cut or answer[run.end : over].lower() != closing:
        return None
    return Span(run.start - len(written), over)


def _led(answer: str, run: Span, before: int, behind: int) -> Span | None:
    """``run`` with "Source:" before it and a full stop behind it, where it is the last on its line; no
    other marker ends after ``before`` or begins before ``behind``.
    """
    near = max(before, run.start - _NEAR)
    lead = _LEAD.search(answer[near : run.start])
    rest = lead and _REST.match(answer, run.end)
    if not lead or not rest or rest.end() > behind:
        return None
    return Span(near + lead.start("lead"), rest.end("stop"))
