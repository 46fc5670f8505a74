"""Codes: versions, addresses and numbered names (2.1.0, v3, GPT-4), which are right or wrong as a
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrib.attribution.details.context import affinity, place, stands_in
from attrib.attribution.details.detail import Conflict, Detail
from attrib.attribution.details.layout import Layout
from attrib.types import Span

MOST = 50
"""Only so many codes of a text are compared: a sentence has fewer."""

_CODE = re.compile(
    r"(?<![\w.,/@-])(?:(?P<stem>[A-Z]{2,10})-?(?P<nth>[0-9]{1,4}(?:\.[0-9]{1,3})*)"
    r"|[vV]\.?(?P<release>[0-9]{1,4}(?:\.[0-9]{1,4})*)|(?P<dotted>[0-9]{1,4}(?:\.[0-9]{1,4}){2,4}))"
    r"(?!\w|[.,/-][0-9]|-\w)"
)


_RELEASE = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")
_STEM = re.compile(r"\b([A-Za-z]{2,})\s$")


class _Code(NamedTuple):
    stem: str
    parts: tuple[str, ...]

    def contains(self, other: _Code) -> bool:
        """Whether the other is this one or one of its releases: v3 and v3.1.0."""
        return self.stem == other.stem and other.parts[: len(self.parts)] == self.parts


def code_conflicts(
    claim: Layout, source: Layout, claimed: Sequence[Span], said: Sequence[Span]
) -> Iterator[Conflict]:
    """The codes of the claim for which the source has only others with the same stem, in the same
    place. Codes inside ``claimed`` and ``said`` (dates and numbers of the two) are none.
    """
    asserted = _codes(claim, claimed)
    others = _codes(source, said) if asserted else []
    for own, code in asserted:
        alike = [other for other, theirs in others if theirs.stem == code.stem]
        held = any(code.contains(theirs) or theirs.contains(code) for _, theirs in others)
        if held or not alike or _stands_alone(code, source.text):
            continue
        here = place(claim, own)
        near, best = max(
            ((affinity(here, place(source, other)), other) for other in alike),
            key=lambda pair: (pair[0].adjacent + 2 * pair[0].share, -pair[1].span.start),
        )
        if stands_in(near):
            message = f"the answer says {own.text}, the source {best.text}"
            yield Conflict("number", own.span, own.text, best.text, message)


def is_in_code(own: Detail, claim: Layout, source: Layout) -> bool:
    """Whether the source has a bare number as part of a longer version or of a code: 4.0 in 4.0.2,
    "Covid 19" in COVID-19.
    """
    number = re.escape(own.text)
    if _RELEASE.fullmatch(own.text) and re.search(
        rf"(?<![0-9.,]){number}(?:\.[0-9]{{1,4}})+(?![\w,])", source.text
    ):
        return True
    led = _STEM.search(claim.text, max(0, own.span.start - 30), own.span.start)
    code = rf"\b{led[1]}-?{number}(?!\w|[.,-][0-9])" if led and own.text.isdecimal() else ""
    return bool(code) and bool(re.search(code, source.text, re.IGNORECASE))


def _codes(layout: Layout, taken: Sequence[Span]) -> list[tuple[Detail, _Code]]:
    found = []
    for match in _CODE.finditer(layout.text):
        own = Span(*match.span())
        if any(own.overlaps(span) for span in taken):
            continue
        number = match["nth"] or match["release"] or match["dotted"]
        code = _Code(match["stem"] or "v", tuple(number.split(".")))
        found.append((Detail("number", match[0], own, code), code))
    return found[:MOST]


def _stands_alone(code: _Code, text: str) -> bool:
    """Whether the source has the number without the stem, as in "version 3" for v3."""
    number = re.escape(".".join(code.parts))
    return bool(re.search(rf"(?<![\w.,-]){number}(?!\w|[.,-][0-9])", text))
