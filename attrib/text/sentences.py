"""Sentences with offsets, in some 300 languages, by rules (sentencex), with no model to load."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from attrib.text.words import words
from attrib.types import Span

ANNOUNCING = 12
"""A sentence of at most so many words that ends with a colon announces what follows it."""

# sentencex panics where white space between a capital letter and a full stop is more than a byte.
_ONE_BYTE = {code: " " for code in range(0x80, 0x3001) if chr(code).isspace()}
# Full stops that sentencex takes for the end of a sentence: before a number, and of a German ordinal.
_UNENDED = re.compile(
    r"\b(?:(?P<short>(?:approx|excl|incl|vol)\.)"
    r"|(?:[Dd](?:er|ie|as|en|em|es)|[Ii]m|[Zz]u[mr]|[Vv]om|[Bb]eim) \d{1,2}\.)$",
)


def split_sentences(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> list[Span]:
    """The sentences of ``text[start:end]``, as offsets into ``text``, white space trimmed.

    Ascending, without overlap; everything between them is white space. A piece without any letter
    or digit (a lone dash, a closing bracket) joins the sentence before it.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    plain = text[start:end].translate(_ONE_BYTE)
    for boundary in get_sentence_boundaries(language or "en", plain):
        piece = trim(text, start + boundary["start_index"], start + boundary["end_index"])
        if piece.start == piece.end:
            continue
        if spans and (
            not any(char.isalnum() for char in text[piece.start : piece.end])
            or _torn(text, spans[-1], piece)
        ):
            spans[-1] = Span(spans[-1].start, piece.end)
        else:
            spans.append(piece)
    return spans


def _torn(text: str, before: Span, after: Span) -> bool:
    """Whether the two are one sentence: "approx. 12 farms", "der 2. Weltkrieg"."""
    if len(text[before.end : after.start].splitlines()) > 1:
        return False
    found = _UNENDED.search(text[max(before.start, before.end - 12) : before.end])
    first = text[after.start]
    return found is not None and (first.isdecimal() if found["short"] else first.isupper())


def says_nothing_alone(sentence: str) -> bool:
    """Whether a sentence asks, or only announces what follows it: "The tour costs:"."""
    if sentence.endswith(("?", "？", "؟")):
        return True
    return sentence.endswith(":") and len(words(sentence)) <= ANNOUNCING


def trim(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without the white space at its ends."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))
