"""Citation markers that a sentence cannot do without, for they are words of it: "according to [1]",
"[1] says that ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrib.answers.markers import REPORTS, Marker
from attrib.types import Span

TOLD_IN = (
    r"(?:stated|described|noted|mentioned|reported|said|shown|explained|indicated|confirmed|outlined)"
    r" (?:in|by)"
)
"""What stands before a source that tells something."""
# What governs a source, and what one or several are called behind it. Of "laut" (loud), "per" and
# "secondo" (second) that is sure only where something begins.
_BEGINS = r"(?:^|[,;:(])\W*"
_GOVERN = tuple(
    (re.compile(rf"(?i)(?:{words})\s+$"), called)
    for words, called in (
        (rf"\baccording to|\b{TOLD_IN}|{_BEGINS}per", ("the source", "the sources")),
        (rf"{_BEGINS}laut|\bgemäß", ("der Quelle", "den Quellen")),
        (r"\bselon|\bd['’]après", ("la source", "les sources")),
        (r"\bsegún", ("la fuente", "las fuentes")),
        (rf"{_BEGINS}secondo", ("la fonte", "le fonti")),
        (r"\bvolgens", ("de bron", "de bronnen")),
    )
)
_NEAR = 40
"""More characters than what governs a marker takes."""
_JOINING = re.compile(r"[\s,;&]*(?:\b(?:and|or|und|oder|et|y|e|en)\b)?\s*")


def spoken(blanked: str, markers: Sequence[Marker]) -> str:
    """``blanked``, a sentence with spaces for its ``markers``, in which those that it cannot do without
    are called what they are.
    """
    said, position = "", 0
    for (start, end), number in _runs(blanked, markers):
        called = next(
            (c for govern, c in _GOVERN if govern.search(blanked, max(0, start - _NEAR), start)),
            None,
        )
        if not position and REPORTS.match(blanked, end) and not blanked[:start].strip():
            called = "The source", "The sources"
        said += blanked[position:start] + (called[number > 1] if called else "")
        position = end if called else start
    return said + blanked[position:]


def _runs(blanked: str, markers: Sequence[Marker]) -> Iterator[tuple[Span, int]]:
    """Where markers stand with nothing but commas and "and" between them, and how many sources they name."""
    run: list[Marker] = []
    for marker in markers:
        if marker.opening or marker.closing:  # around words, not one of them
            continue
        if run and not _JOINING.fullmatch(blanked, run[-1].end, marker.start):
            yield _whole(run)
            run = []
        run.append(marker)
    if run:
        yield _whole(run)


def _whole(run: Sequence[Marker]) -> tuple[Span, int]:
    named = {target for marker in run for target in marker.targets}
    return Span(run[0].start, run[-1].end), len(named)
