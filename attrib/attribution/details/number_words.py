"""Numbers written as words, English and (the common ones) German."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrib.text.words import Word

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: number * 10
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6,
    "b": 1e9, "t": 1e12, "mn": 1e6, "mio": 1e6, "bn": 1e9, "mrd": 1e9, "tn": 1e12,
    "tausend": 1e3, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9, "billionen": 1e12,
    "crore": 1e7, "lakh": 1e5, "hundred": 1e2, "dozen": 12.0,
}  # fmt: skip
_WORD_SCALES = ("thousand", "million", "billion", "trillion")
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        " twenty-first".split(), 1,
    )
}  # fmt: skip

_GERMAN_SMALL = {
    word: number
    for number, word in enumerate(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
        " fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
    )
}
_GERMAN_TENS = {
    word: number * 10
    for number, word in enumerate(
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), 2
    )
}
_GERMAN_BELOW_100 = (
    rf"(?:(?P<unit>ein|{'|'.join(list(_GERMAN_SMALL)[2:10])})und)?"
    rf"(?P<tens>{'|'.join(_GERMAN_TENS)})|(?P<small>ein|{'|'.join(_GERMAN_SMALL)})"
)
_GERMAN_PART = re.compile(_GERMAN_BELOW_100)
_GERMAN = re.compile(
    r"(?:(?P<thousands>[a-zäöüß]{0,24}?)tausend)?(?:(?P<hundreds>[a-zäöüß]{0,8}?)hundert)?"
    r"(?:und)?(?P<rest>[a-zäöüß]{0,24}?)"
)


def spelled_number(found: Sequence[Word], index: int, text: str) -> tuple[float, int] | None:
    """The number written out from ``found[index]`` on, and the index after its last word."""
    total, current, position, seen, scaled = 0.0, 0.0, index, False, False
    previous = ""
    while position < len(found):
        word = found[position].text.lower()
        if position > index:
            gap = text[found[position - 1].end : found[position].start]
            if gap not in (" ", "-", "‑", "\u00a0"):
                break
        if word in SMALL or word in _TENS:
            value = SMALL.get(word, _TENS.get(word, 0))
            if seen and not _may_follow(previous, value):
                break
            current += value
            seen = True
        elif word in ("hundred", "thousand", "million", "billion", "trillion", "dozen") and seen:
            if word in ("hundred", "dozen"):
                if not 1 <= current <= 99 or (scaled and word == "dozen"):
                    break
                current *= SCALES[word]
            else:
                total += (current or 1) * SCALES[word]
                current, scaled = 0.0, True
        elif word in ("a", "an") and not seen and _opens_number(found, position):
            current, seen = 1.0, True
        elif word == "dozen" and not seen:
            return 12.0, position + 1
        elif word == "and" and previous in ("hundred", *_WORD_SCALES):
            if position + 1 >= len(found) or not _is_small(found[position + 1].text):
                break
        elif word == "point" and seen and previous in SMALL:
            digits, end = _decimals(found, position + 1)
            if not digits:
                break
            current, position, previous = float(f"{current:.0f}.{digits}"), end, "point"
            continue
        else:
            break
        previous = word
        position += 1
    if seen and position > index:
        return total + current, position
    word = found[index].text.lower()
    german = None if word in ("null", "elf") else german_number(word)  # English words, too
    return (german, index + 1) if german is not None else None


@lru_cache(maxsize=4096)
def german_number(word: str) -> float | None:
    """The value of a German number word, compounds included; None for any other word."""
    if word in ("ein", "eine", "tausend", "hundert") or len(word) > 60:
        return {"tausend": 1000.0, "hundert": 100.0}.get(word)
    match = _GERMAN.fullmatch(word)
    if not match or not word:
        return None
    total = 0.0
    for part, scale in ((match["thousands"], 1000.0), (match["hundreds"], 100.0)):
        if part is None:
            continue
        value = 1.0 if not part else german_number(part) if part != "ein" else 1.0
        if value is None:
            return None
        total += value * scale
    rest = match["rest"]
    if not rest:
        return total or None
    below = _GERMAN_PART.fullmatch(rest)
    if not below:
        return None
    if below["small"]:
        return total + (1 if below["small"] == "ein" else _GERMAN_SMALL[below["small"]])
    unit = below["unit"]
    return (
        total
        + _GERMAN_TENS[below["tens"]]
        + (0 if unit is None else 1 if unit == "ein" else _GERMAN_SMALL[unit])
    )


def _may_follow(previous: str, value: int) -> bool:
    """Whether a word below 100 may go on a number that ends with ``previous``."""
    if previous in _TENS:
        return 1 <= value <= 9
    return previous in ("hundred", "and", *_WORD_SCALES)


def _opens_number(found: Sequence[Word], index: int) -> bool:
    following = found[index + 1].text.lower() if index + 1 < len(found) else ""
    return following in ("hundred", "dozen", *_WORD_SCALES)


def _is_small(word: str) -> bool:
    return word.lower() in SMALL or word.lower() in _TENS


def _decimals(found: Sequence[Word], index: int) -> tuple[str, int]:
    digits = ""
    while index < len(found) and SMALL.get(found[index].text.lower(), 10) < 10:
        digits += str(SMALL[found[index].text.lower()])
        index += 1
    return digits, index
