"""Sentences with offsets, in some 300 languages, by rules (sentencex), with no model to load."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex
from sentencex import get_sentence_boundaries

from attrib.text.stopwords import STOPWORDS
from attrib.text.words import words
from attrib.types import Span

ANNOUNCING = 12
"""A sentence of at most so many words that ends with a colon announces what follows it."""
LOOKED_BACK = 24
"""Characters before a full stop that tell whether it ends a sentence;"""
LONGEST_URL = 300
"""and of a URL."""

# sentencex panics where white space between a capital letter and a full stop is more than a byte.
_ONE_BYTE = {code: " " for code in range(0x80, 0x3001) if chr(code).isspace()}
# Full stops that sentencex takes for the end of a sentence: what stands before them, and how it goes on.
_UNENDED = tuple(
    (regex.compile(f"(?:{ending})$"), regex.compile(going_on))
    for ending, going_on in (
        (
            r"\b(?i:approx|excl|incl|vols?|eqs?|figs?|chs?|chaps?|thms?|defs?|paras?|sects?|subsecs?|fns?)\.",
            r"\(?\d",
        ),
        (r"\b(?:Algs?|Apps?|Arts?|Cors?|Exs?|Lems?|Obs|Props?|Rems?|Sch|Tab|Tel)\.", r"\(?\d"),
        # An appendix, and no "App. A new one" nor "App. I like it".
        (r"\bApps?\.", r"\p{Lu}(?:[\d.,;:)]|\s(?:and|for|in|is|of|or|to|with)\b)"),
        (r"\b(?i:suppl)\.", r"[\d\p{Lu}]"),
        (r"\b(?i:refs?)\.", r"[\d(\[]"),
        (r"\b(?i:refs?)\. ?[(\[][^)\]]*[)\]]", r"[\p{Ll},;:)]"),
        (r"\b(?i:max|min|avg)\.", r"[\p{Ll}\d]"),
        (r"\b(?:MwSt|USt)\.", r"[\p{Ll}\d]"),
        (r"\b(?:inkl|exkl|zzgl|abzgl)\.", r"\w"),
        (r"\d ?[ap]\.m\.", r"(?:[ECMP][SD]?T|CES?T|UTC|GMT|BST|MEZ|MESZ)\b"),
        (r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ii]m|[Zz]u[mr]|[Vv]om|[Bb]eim) \d{1,2}\.", r"\p{Lu}"),
    )
)
# Nor does one within a name end any: torch.nn.Module, README.MD, .NET, f(x).Value;
_WITHIN_NAME = regex.compile(r"(?:[\p{Latin}\p{N}_]|(?:^|\s)[^\w\s.]*|\w\(\S*\))\.$")
# or what looks like an end within a URL.
_WITHIN_URL = regex.compile(r"://\S+[.?!]$")
_NAME_GOES_ON = regex.compile(r"[\p{Latin}\p{N}_]")
# But a function word begins a sentence that is only written close to the one before: "He won.She lost".
_CAPITALIZED = regex.compile(r"(\p{Lu}\p{Ll}*)[\s,'’]")
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
            or _torn(text, spans[-1], piece, language or "en")
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


def _torn(text: str, before: Span, after: Span, language: str) -> bool:
    """Whether the two are one sentence: "approx. 12 farms", "der 2. Weltkrieg", "torch.nn.Module"."""
    if before.end == after.start and _is_within_name(text, before, after, language):
        return True
    if len(text[before.end : after.start].splitlines()) > 1:
        return False
    ending = text[max(before.start, before.end - LOOKED_BACK) : before.end]
    return any(e.search(ending) and goes_on.match(text, after.start) for e, goes_on in _UNENDED)


def _is_within_name(text: str, before: Span, after: Span, language: str) -> bool:
    if not _NAME_GOES_ON.match(text, after.start):
        return False
    if _WITHIN_URL.search(text, max(before.start, before.end - LONGEST_URL), before.end):
        return True
    begins = _CAPITALIZED.match(text, after.start, after.end)
    if begins and begins[1].casefold() in STOPWORDS.get(language, ()):
        return False
    return bool(_WITHIN_NAME.search(text[max(before.start, before.end - LOOKED_BACK) : before.end]))


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
