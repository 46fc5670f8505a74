"""Lists in a sentence: how many things "CSV, JSON, XML and YAML" are."""

from __future__ import annotations

import re

from attrib.attribution.details.found import Found, quantities
from attrib.attribution.details.quantities import Quantity

_LENGTHS = range(3, 16)  # any "and" makes two
LONGEST = 4
"""Words of a thing listed between others; a longer one is a clause."""

_LAST = re.compile(r",?\s(?:and|or|und|oder|sowie|&)\s")
_PARTS = re.compile(r"[;:()]")
# "such as CSV and JSON" leaves others out.
_EXAMPLES = re.compile(
    r"\b(?:includ\w+|such as|like|for example|e\.g\.|among|wie|darunter|z\.\s?B\.)", re.IGNORECASE
)


def is_listed(amount: Quantity, source: Found) -> bool:
    """Whether a sentence that gives no number of its own lists exactly so many things."""
    if amount.low != amount.high or amount.low not in _LENGTHS or amount.bound != "exact":
        return False
    counted = {
        source.layout.sentence_at(number.span.start)
        for number in source.numbers
        if not quantities(number)[0].unit
    }
    return any(
        _length(part) == amount.low
        for index, sentence in enumerate(source.layout.sentences)
        if index not in counted
        for part in _clauses(source.layout.text[slice(*sentence)])
    )


def _clauses(sentence: str) -> list[str]:
    return [] if _EXAMPLES.search(sentence) else _PARTS.split(sentence)


def _length(text: str) -> int:
    """How many things a clause lists, 0 where it is no list."""
    first, *rest = _LAST.split(text)
    _, *inner = first.split(", ")
    if len(rest) != 1 or any(len(item.split()) > LONGEST for item in inner):
        return 0
    return len(inner) + 2
