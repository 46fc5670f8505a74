"""Names in brackets that look like citations, and that their row does not declare: they are words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attrib.auditing.rows import Row
from attrib.types import AnswerAudit, Verdict

_CODE = re.compile(r"`[^`]*`")
# Where a citation stands: behind words, before the end of a part of the sentence or other brackets.
_BRACKETS = re.compile(
    r"(?<![\w!])\[([^\W\d_][^\[\]\r\n`]{1,100})\](?=[.,;:!?…)]|\[(?!\])| *$| ?\[)"
)
_SEPARATOR = re.compile(r" ?[,;] ?")
# With a figure, a sign and a capital letter, or the dot of a file: [sic] and [well-known] are remarks.
_LABEL = re.compile(r"(?=.*(?:\d|[-_:/].*[A-Z]|[A-Z].*[-_:/]|\w\.[a-z]))[\w.:/#=-]{2,60}")


@dataclass
class Undeclared:
    """Counts the answers that have such names. A row that declares none expects none."""

    count: int = 0
    first: str = ""
    """The first such name."""
    line: int = 0
    """Where it stands."""

    def add(self, row: Row, audited: AnswerAudit) -> None:
        if audited.error or not any(_names(row)):
            return
        if label := next(_labels(audited), ""):
            if not self.count:
                self.first, self.line = label, row.line
            self.count += 1

    def __str__(self) -> str:
        """What to tell of them; empty where there are none."""
        if not self.count:
            return ""
        return (
            f"{self.count} answer(s) have a name in brackets that the row does not declare, first "
            f"[{self.first}] on line {self.line}, read as a word: where it cites, declare it in the row's "
            "citations"
        )


def _names(row: Row) -> Iterator[str]:
    """What the row itself calls its documents, other than by their numbers."""
    for reference in row.references:
        yield from (name for name in (reference.id, reference.uri) if not name.isdecimal())
    yield from (name for c in row.contexts if not (name := c.name or c.id).isdecimal())


def _labels(audited: AnswerAudit) -> Iterator[str]:
    """Names in brackets in the claims, from which the citations were taken out."""
    for attribution in audited.attributions:
        if attribution.verdict is Verdict.NOT_A_CLAIM:
            continue
        for found in _BRACKETS.finditer(_CODE.sub("", attribution.claim.text)):
            parts = _SEPARATOR.split(found[1])
            if all(_LABEL.fullmatch(part) for part in parts):
                yield parts[0]
