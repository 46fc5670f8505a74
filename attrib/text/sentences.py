"""Sentences with offsets, in some 300 languages, by rules (sentencex), with no model to load."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex
from sentencex import get_sentence_boundaries

from attrib.text.words import words
from attrib.types import Span

ANNOUNCING = 12
"""A sentence of at most so many words that ends with a colon announces what follows it."""

# sentencex panics where white space between a capital letter and a full stop is more than a byte.
_ONE_BYTE = {code: " " for code in range(0x80, 0x3001) if chr(code).isspace()}
# Full stops that sentencex takes for the end of a sentence: what stands before them, and how it goes on.
_UNENDED = tuple(
    (regex.compile(f"(?:{ending})$"), regex.compile(going_on))
    for ending, going_on in (
        (r"\b(?:approx|excl|incl|vol|[Ee]qs?|Tab)\.", r"\(?\d"),
        (r"\b(?:max|min|avg)\.", r"\p{Ll}"),
        (r"\b(?:MwSt|USt)\.", r"[\p{Ll}\d]"),
        (r"\b(?:inkl|exkl|zzgl|abzgl)\.", r"\w"),
        (r"\d ?[ap]\.m\.", r"(?:[ECMP][SD]?T|CES?T|UTC|GMT|BST|MEZ|MESZ)\b"),
        (r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ii]m|[Zz]u[mr]|[Vv]om|[Bb]eim) \d{1,2}\.", r"\p{Lu}"),
    )
)
# Ordinals and shortened words end with a full stop in German, so that sentencex cuts before no figure.
_BEFORE_FIGURE = re.compile(r"[.!?][*_~\"'”’“»«)\]]*\s+(?=\d)")
# What a full stop ends there all the same: a year, a price, a citation (of which white space is left),
# and a word that looks whole. What is shortened ends with consonants as no word does ("tägl.",
# "urspr.", "Hauptstr."), or is one of these.
_GERMAN_END = re.compile(
    r"""(?xi) (?:
      (?<!\d)\d{4} | [€%$£] | (?<=\S)\s{3,} |
      (?<!\w) (?:
        (?! (?:mind|mindest|höchst|gest|verst|vorauss|inst|orig|aktual) \s* $)
        (?=[^\W\d_]{4}) [^\W\d_]+ (?:
          [aeiouyäöü][bdglmnrst]? | ß | (?<!s)ch | ck | ng | nd | nk | rn
          | ll | mm | nn | ss | tt | tz | [fhklnrs]t
        )
        | ab | an | auf | aus | ein | zu | vor | nach | los | weg | alt | neu | gut | tot | er | ist | war
        | hat | Tag | Rat | Uhr | Mai
      )
    ) \s* $"""
)
# What closes the emphasis of a sentence stands behind its full stop: "**It is free.** It is new."
_CLOSING = re.compile(r"(?:[*_~]{1,3}|==)[\"'”’»)\]]*(?=\s|$)")


def split_sentences(
    text: str, start: int = 0, end: int | None = None, language: str = "en"
) -> list[Span]:
    """The sentences of ``text[start:end]``, as offsets into ``text``, white space trimmed.

    Ascending, without overlap; everything between them is white space. A piece without any letter
    or digit (a lone dash, a closing bracket) joins the sentence before it, and so does what closes
    its emphasis.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    for piece in _cut(text, start, end, language or "en"):
        if spans and piece.start == spans[-1].end and (closing := _CLOSING.match(text, *piece)):
            spans[-1] = Span(spans[-1].start, closing.end())
            piece = trim(text, closing.end(), piece.end)
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


def _cut(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """What sentencex cuts, and in German before figures too; white space trimmed."""
    plain = text[start:end].translate(_ONE_BYTE)
    for boundary in get_sentence_boundaries(language, plain):
        first, last = start + boundary["start_index"], start + boundary["end_index"]
        for gap in _BEFORE_FIGURE.finditer(text, first, last) if language == "de" else ():
            ended = text[max(first, gap.start() - 40) : gap.start()]
            if gap[0][0] != "." or _GERMAN_END.search(ended):
                yield trim(text, first, gap.end())
                first = gap.end()
        yield trim(text, first, last)


def _torn(text: str, before: Span, after: Span) -> bool:
    """Whether the two are one sentence: "approx. 12 farms", "der 2. Weltkrieg"."""
    if len(text[before.end : after.start].splitlines()) > 1:
        return False
    ending = text[max(before.start, before.end - 12) : before.end]
    return any(e.search(ending) and goes_on.match(text, after.start) for e, goes_on in _UNENDED)


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
