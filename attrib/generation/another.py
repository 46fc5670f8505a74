"""Whether what answers a question best is about something else: another part, another year, another row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrib.reader import is_of_another as is_of_another_row
from attrib.text.cells import cells
from attrib.text.passages import context
from attrib.types import RetrievedPassage

# A number of a part, an order, an error: BX-225, E109; where nothing is in capitals, only of few letters.
_CODE = re.compile(
    r"(?<![\w-])(?:[A-Z][A-Za-z]{0,5}-?[0-9]{2,}[A-Za-z]?|[a-z]{1,2}-?[0-9]{2,}[a-z]?|[a-z]{3}[0-9]{2,})"
    r"(?![\w-])"
)
_SUM = re.compile(r"(?:eur|usd|gbp|chf|us|rs)-?[0-9]", re.IGNORECASE)
"""A sum of money looks like a code: EUR50."""
LONG = 3
"""Digits that say which is meant without the letters before them: FY2023, the year 2023."""
_YEAR = re.compile(r"(?<![\w.,$€£-])(?:1[5-9]|20)[0-9]{2}(?![\w%]|[.,-][0-9])")
_SPAN = re.compile(
    r"((?:1[5-9]|20)[0-9]{2})\s?(?:[-–—/]|to|until|till|and|bis|und)\s?((?:[0-9]{2}){1,2})\b"
)
_OPEN = re.compile(
    r"\b(?:since|from|after|before|until|till|by|seit|ab|nach|vor|bis)\s+(?:\w+\s+){0,2}$", re.I
)


def is_of_another(
    question: str, sentence: str, best: int, passages: Sequence[RetrievedPassage]
) -> bool:
    """Whether the document of passage number ``best`` has, in none of ``passages``, a code or a year of the
    question, or the row of a table that it asks about; of years only where ``sentence``, which
    answers best, tells of another one.
    """
    codes = [code for code in _CODE.findall(question) if not _SUM.match(code)]
    years = {int(year) for year in _YEAR.findall(question)} if _dated(sentence) else set()
    row = cells(sentence)
    if not codes and not years and not row:
        return False
    document = passages[best].source
    said = [
        context(document.title, item.passage.headings, item.passage.text)
        for item in passages
        if item.source.document_id == document.document_id
    ]
    if any(_lacks(code, said) for code in codes):
        return True
    if years and not years <= {year for text in said for year in _years(text)}:
        return True
    return bool(row) and is_of_another_row(question, row, said)


def _lacks(code: str, said: Sequence[str]) -> bool:
    digits = re.sub(r"\D", "", code)
    alone = re.compile(rf"(?<!\w){digits}(?!\w)")
    return not any(
        _closed_up(code) in _closed_up(text) or (len(digits) >= LONG and alone.search(text))
        for text in said
    )


def _closed_up(text: str) -> str:
    """Without what a code may be written with or not: BX-225, BX 225."""
    return re.sub(r"[\s\-‐‑–_./]", "", text).casefold()


def _dated(sentence: str) -> bool:
    """Whether it tells of a year, and not of what was so since, or until, one."""
    return any(not _OPEN.search(sentence[: year.start()]) for year in _YEAR.finditer(sentence))


def _years(text: str) -> set[int]:
    """Those of ``text``, and those between two that it gives as a span: 2017/18, from 1990 to 1995; what
    looks like one in a question may be a number, which is written 2,000 too.
    """
    text = re.sub(r"(?<=[0-9])[,.](?=[0-9]{3}\b)", "", text)
    found = {int(year) for year in re.findall(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])", text)}
    for first, last in _SPAN.findall(text):
        end = int(last) if len(last) == len(first) else int(first[:2] + last)
        found |= set(range(int(first), end + 1))
    return found
