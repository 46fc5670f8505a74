"""Bounds of dates: "before 1950", "not later than May", "2010 or later"."""

from __future__ import annotations

import re

from attrib.attribution.details.counts import NOT_COUNTED
from attrib.attribution.details.date_values import DateBound

# In this order: "not before" is not "before". "Before the end of 1950" includes 1950.
_BOUND_WORDS: tuple[tuple[DateBound, str], ...] = (
    ("from", r"(?:no|not) (?:earlier|sooner) than|not (?:before|prior to)"
             r"|after the (?:start|beginning) of"),
    ("until", r"(?:no|not) later than|not after|before the (?:end|close) of|by|spätestens"
              r"|bis (?:Ende|zum Ende)"),
    ("before", r"before|prior to|earlier than|pre-|vor"),
    ("after", r"after|later than|post-|nach"),
)  # fmt: skip
_BOUNDS = [
    (
        bound,
        re.compile(
            rf"(?<![\w-])(?:{words})(?: the (?:start|beginning|end|close) of)?"
            r"(?P<article> (?:the|de[mnrs]))?(?: early| late)?(?: [A-Z]\w+day,?)?\s?$",
            re.IGNORECASE,
        ),
    )
    for bound, words in _BOUND_WORDS
]
_BOUNDS_AFTER: tuple[tuple[DateBound, re.Pattern[str]], ...] = (
    ("from", re.compile(r" or (?:later|after|thereafter)\b", re.IGNORECASE)),
    ("until", re.compile(r" or (?:earlier|before)\b", re.IGNORECASE)),
)
_A_WORD = re.compile(r"\s[a-z]")


def bound_of(text: str, start: int, end: int) -> DateBound | None:
    """Which side of the date at ``start`` the words around it mean, if any. "Before the 2016 election"
    was March 2016, too.
    """
    left = text[max(0, start - 40) : start]
    names_another = _A_WORD.match(text, end) and not NOT_COUNTED.match(text, end)
    for bound, words in _BOUNDS:
        if led := words.search(left):
            return None if led["article"] and names_another else bound
    return next((bound for bound, words in _BOUNDS_AFTER if words.match(text, end)), None)
