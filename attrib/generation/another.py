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
LOOKED_BACK = 60
"""Characters before a year that tell whether it bounds what is asked."""
_YEAR = re.compile(r"(?<![\w.,$€£-])(?:1[5-9]|20)[0-9]{2}(?![\w%]|[.,-][0-9])")
_SPAN = re.compile(
    r"((?:1[5-9]|20)[0-9]{2})\s?(?:[-–—/]|to|until|till|and|bis|und)\s?((?:[0-9]{2}){1,2})\b"
)
_OPEN = re.compile(
    r"\b(?:since|from|after|before|until|till|by|seit|ab|nach|vor|bis)\s+(?:\w+\s+){0,2}$", re.I
)
# What may stand between such a word, or the beginning or the end of a span, and its year.
_OF_A_DATE = (
    r"(?:(?:the|of|end|start|beginning|year|early|late|de[mnrs]|ende|anfang|mitte|jahre?s?|\d{1,2}(?:st|nd|rd|th|\.)?,?"
    r"|(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*\.?)\s+)*"
)
# A year that bounds what is asked, and is none of it: "after 2010", "2020 or later".
_BOUND_BEFORE = re.compile(
    r"\b(?:since|after|before|until|till|by|prior to|up to|(?:later|earlier|newer|older) than"
    rf"|seit|ab|nach|vor|bis)\s+{_OF_A_DATE}$",
    re.I,
)
_BOUND_BEHIND = re.compile(
    r"\+|\s(?:onwards?|aufwärts|(?:or|and|oder|und)\s(?:later|earlier|newer|older|after|before|onwards?"
    r"|später|früher|neuer|älter|danach|davor)|(?:to|until|till|bis)\s(?:the present|present|now|today|heute)"
    r")\b",
    re.I,
)
_SPAN_ASKED = re.compile(
    rf"(?P<between>\b(?:between|zwischen)\s+{_OF_A_DATE})?(?P<first>(?:1[5-9]|20)[0-9]{{2}})\s?"
    rf"(?:[-–—/]|to|until|till|bis|(?(between)and|to)|(?(between)und|to))\s?{_OF_A_DATE}"
    r"(?P<last>(?:[0-9]{2}){1,2})\b(?!-)",
    re.I,
)
# Two ways to write a code: FY23 and FY2023, v12 and version 12.
_FISCAL = re.compile(r"\bFY[\s'’-]?(?=[0-9]{2}\b)", re.I)
_VERSION = re.compile(r"\bversion\s(?=[0-9])", re.I)


def is_of_another(
    question: str, sentence: str, best: int, passages: Sequence[RetrievedPassage]
) -> bool:
    """Whether the document of passage number ``best`` has, in none of ``passages``, a code or a year of the
    question (of a span of years, any), or the row of a table that it asks about; of years only where
    ``sentence``, which answers best, tells of another one.
    """
    codes = [code for code in _CODE.findall(question) if not _SUM.match(code)]
    years = _asked(question) if _dated(sentence) else []
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
    told = {year for text in said for year in _years(text)} if years else set()
    if not all(told.intersection(span) for span in years):
        return True
    return bool(row) and is_of_another_row(question, row, said)


def _lacks(code: str, said: Sequence[str]) -> bool:
    digits = re.sub(r"\D", "", _closed_up(code))
    alone = re.compile(rf"(?<!\w){digits}(?!\w)")
    return not any(
        _closed_up(code) in _closed_up(text) or (len(digits) >= LONG and alone.search(text))
        for text in said
    )


def _closed_up(text: str) -> str:
    """Without what a code may be written with or not: BX-225, BX 225."""
    text = _VERSION.sub("v", _FISCAL.sub("FY20", text))
    return re.sub(r"[\s\-‐‑–_./]", "", text).casefold()


def _asked(question: str) -> list[range]:
    """The years and the spans of them that it asks about, and not beyond one ("after 2010")."""
    asked, rest = [], question
    for span in _SPAN_ASKED.finditer(question):
        first, last = int(span["first"]), _last(span["first"], span["last"])
        if first >= last:
            continue  # 2023-05
        rest = rest[: span.start()] + " " * len(span[0]) + rest[span.end() :]
        both = span["between"] and last - first == 1  # they are compared
        asked += [_only(first), _only(last)] if both else [range(first, last + 1)]
    for year in _YEAR.finditer(rest):
        before = rest[max(0, year.start() - LOOKED_BACK) : year.start()]
        if not _BOUND_BEFORE.search(before) and not _BOUND_BEHIND.match(rest, year.end()):
            asked.append(_only(int(year[0])))
    return asked


def _only(year: int) -> range:
    return range(year, year + 1)


def _last(first: str, last: str) -> int:
    """The last year of a span that begins with ``first``: 2018, of 2017/18."""
    return int(last) if len(last) == len(first) else int(first[:2] + last)


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
        found |= set(range(int(first), _last(first, last) + 1))
    return found
