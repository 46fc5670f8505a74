"""The forms in which a text writes a number: digits, words, fractions, times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrib.attribution.details.currencies import Reading, currency_before
from attrib.attribution.details.number_words import ORDINALS, SCALES, spelled_number
from attrib.attribution.details.units import unit_after
from attrib.text.words import Word

_DIGITS = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,5}(?:,[0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3}){1,5}(?:[.,][0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,15}(?:[.,][0-9]{1,9})?(?![0-9])|(?<=[\s=<>≤≥~≈(\[−-])\.[0-9]{1,9}(?![0-9]))"
)
_POWER = re.compile(r"\s?[×x*·]\s?10(?:\^|\*\*)?(?P<power>[⁻-]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SCALE = re.compile(
    r"(?:[ \u00a0\u202f-]?(?P<word>thousand|million|billion|trillion|hundred|dozen|crore|lakh|mn|bn|tn"
    r"|mio\.?|mrd\.?|tausend|millionen|milliarden?|billionen)|(?P<letter>[kmbt])"
    r"|[ \u00a0\u202f](?P<spaced>[mb])(?!-))(?!\w)",
    re.IGNORECASE,
)
_BARE_LETTERS = frozenset("kKMBT")
"""Letters that scale a number without a currency, right behind it."""
_CLOCK = re.compile(
    r"(?<![\w.,:])(?:(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![\w:]*:)"
    r"|(?P<only>[01]?[0-9]|2[0-4])(?=(?:\.[0-5][0-9])?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock|uhr\b))"
    r"(?:\.(?P<dotted>[0-5][0-9]))?)"
    r"(?:\s?(?P<half>[ap])(?:\.m\.|m\b)|\s?(?:o['’]clock|uhr\b))?(?!\w)",
    re.IGNORECASE,
)
_VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
_SLASH = re.compile(r"(?<![\w.,/])([1-9])/([2-9]|10)(?![\w/]|[.,][0-9])")
_PARTS = {
    "half": 2, "halves": 2, "hälfte": 2, "third": 3, "thirds": 3, "drittel": 3, "quarter": 4,
    "quarters": 4, "viertel": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8,
    "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(_COUNTS)})[ -](?P<part>{'|'.join(_PARTS)})(?P<of>\s+of)?"
    r"|(?P<half>half)(?=\s+(?:of|the|its|their|his|her|our|all)\b)|(?P<haelfte>hälfte))\b",
    re.IGNORECASE,
)
_HALF_A = re.compile(
    r"\bhalf[ -](?:an?[ -])?(?=(?:million|billion|dozen|hour|mile|century|decade)\b)"
)
_RATIO = re.compile(
    r"\b(?P<one>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine)"
    r"\s(?P<join>in(?: every)?|out of(?: every)?)\s"
    r"(?P<all>[0-9]{1,4}|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b(?![-.,]?[0-9])",
    re.IGNORECASE,
)
_TIMES = {"twice": 2, "thrice": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "tenfold": 10}
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?!\w)")


class Written(NamedTuple):
    """A number before ranges and bounds are known. ``values``: one (value, step) per reading."""

    start: int
    end: int
    values: tuple[tuple[float, float], ...]
    units: tuple[Reading, ...]
    scale: float = 1.0
    """What the scale written behind it makes of it; ``values`` have it already."""


def written_numbers(text: str, words: Sequence[Word]) -> Iterator[Written]:
    """Every number in every form; where two overlap, the first one given is the right one."""
    yield from _clocks(text)
    yield from _fractions(text)
    yield from _digits(text)
    yield from _spelled(text, words)


def _clocks(text: str) -> Iterator[Written]:
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["only"])
        minutes = hour % 24 * 60 + int(match["minute"] or match["dotted"] or 0)
        half = (match["half"] or "").lower()
        if half:
            values = ((minutes % 720 + (720 if half == "p" else 0), 0.0),)
        else:  # "5:30" may be said of either half of the day
            values = ((minutes, 0.0), *(((minutes + 720, 0.0),) if 1 <= hour <= 11 else ()))
        yield Written(*match.span(), values, (("clock", 1.0, 0.0),))


def _fractions(text: str) -> Iterator[Written]:
    percent = (("%", 100.0, 0.0),)
    for match in _HALF_A.finditer(text):
        scale = _SCALE.match(text, match.end())
        factor = SCALES[scale["word"].lower()] if scale and scale["word"] else 1.0
        yield _with_unit(
            text, match.start(), scale.end() if scale else match.end(), 0.5 * factor, 0.0
        )
    for match in re.finditer(r"\ba (?=(?:decade|century)\b)", text):
        yield _with_unit(text, match.start(), match.end() - 1, 1.0, 0.0)
    for match in _FRACTION.finditer(text):
        part = (match["part"] or "half").lower()
        count = _COUNTS[(match["count"] or "one").lower()]
        # "a quarter", "a third party": only with "of" is it surely a share.
        if match["count"] and match["count"].lower() == "a" and not match["of"]:
            continue
        end = match.end("part") if match["part"] else match.end()
        value = count / _PARTS[part]
        yield Written(match.start(), end, ((value, value / 25),), percent)
    for match in _RATIO.finditer(text):
        one, whole = (
            _COUNTS.get(match[key].lower(), 0) or _plain(match[key]) for key in ("one", "all")
        )
        if 0 < one < whole and (one == 1 or match["join"].lower().startswith("out")):
            yield Written(*match.span(), ((one / whole, one / whole / 50),), percent)
    for match in re.finditer(rf"[{''.join(_VULGAR)}]", text):
        if not text[match.start() - 1 : match.start()].isdecimal():
            yield _with_unit(text, *match.span(), _VULGAR[match[0]], 0.0)
    for match in _SLASH.finditer(text):
        if int(match[1]) < int(match[2]):
            yield _with_unit(text, *match.span(), int(match[1]) / int(match[2]), 0.0)


def _plain(word: str) -> float:
    small = {"six": 6, "eight": 8, "ten": 10, "twenty": 20, "hundred": 100}
    return small.get(word.lower()) or float(word if word.isdecimal() else 0)


def _digits(text: str) -> Iterator[Written]:
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        currency = currency_before(text, start)
        before = text[start - 1 : start]
        if not currency and (before.isalpha() or before in ("_", "^")):
            continue  # part of a name or code: B737, p53
        if before in ("-", "‑") and text[start - 2 : start - 1].isalpha():
            continue  # COVID-19
        if text[end : end + 1] in (".", ",", ":", "/") and text[end + 1 : end + 2].isdecimal():
            continue  # a version, an address, a ratio
        readings = _readings(match[0])
        if text[end : end + 1] in _VULGAR:
            readings = tuple((value + _VULGAR[text[end]], step) for value, step in readings)
            end += 1
        if power := _POWER.match(text, end):
            factor = 10.0 ** int(power["power"].translate(_SUPERSCRIPT))
            readings = tuple((value * factor, step * factor) for value, step in readings)
            end = power.end()
        negative = before in ("-", "−") and not text[start - 2 : start - 1].strip()
        if negative:
            readings = tuple((-value, step) for value, step in readings)
            start -= 1
        if ordinal := _ORDINAL_END.match(text, end):
            yield Written(start, ordinal.end(), readings, (("ordinal", 1.0, 0.0),))
            continue
        bare, factor = end, 1.0
        if text.startswith("3M", start) and end == start + 1:
            continue  # the company
        if scale := _scale_after(text, end, bool(currency)):
            factor, end = scale
            readings = tuple(_scaled(value, step, factor) for value, step in readings)
        elif text[end : end + 1].isalpha() and not unit_after(text, end):
            continue  # 5G, 737MAX
        if currency:
            money, begin = currency
            after = unit_after(text, end)
            if after and set(after[0]) < set(money):  # "$20 AUD"
                money, end = after
            yield Written(min(begin, start), end, readings, money, factor)
        elif end == bare + 1 and scale:  # 7B are billions, or bytes
            units = unit_after(text, bare) or ((), 0)
            same = tuple((name, one / factor, offset * factor) for name, one, offset in units[0])
            yield Written(start, end, readings, (("", 1.0, 0.0), *same), factor)
        else:
            yield _join_unit(text, start, end, readings, factor)


def _scale_after(text: str, position: int, currency: bool) -> tuple[float, int] | None:
    """What the scale behind a number multiplies it by, and where it ends. Letters of either case
    scale money, and a bare number only as it is usual: 350M views, but not 5 m.
    """
    match = _SCALE.match(text, position)
    if not match or not (match["word"] or currency or text[position] in _BARE_LETTERS):
        return None
    name = match["word"] or match["letter"] or match["spaced"]
    return SCALES[name.lower().rstrip(".")], match.end()


def _spelled(text: str, words: Sequence[Word]) -> Iterator[Written]:
    index = 0
    while index < len(words):
        word = words[index]
        name = word.text.lower()
        nth = ORDINALS.get(name)
        if name in _TIMES:
            yield Written(word.start, word.end, ((_TIMES[name], 0.0),), (("times", 1.0, 0.0),))
        elif nth:
            yield Written(word.start, word.end, ((nth, 0.0),), (("ordinal", 1.0, 0.0),))
        elif found := spelled_number(words, index, text):
            value, stop = found
            start, end, index = word.start, words[stop - 1].end, stop
            last = words[stop] if stop < len(words) else None
            if last and text[end : last.start] == "-" and last.text.lower() in ORDINALS:
                value += ORDINALS[last.text.lower()]
                yield Written(start, last.end, ((value, 0.0),), (("ordinal", 1.0, 0.0),))
                continue
            scale = _SCALE.match(text, end)
            factor = SCALES.get(words[stop - 1].text.lower(), 1.0)
            if scale and scale["word"] and scale["word"].lower() in SCALES:
                factor, end = SCALES[scale["word"].lower()], scale.end()
                value *= factor
            yield _join_unit(text, start, end, ((value, _integer_step(value)),), factor)
            continue
        index += 1


def _readings(digits: str) -> tuple[tuple[float, float], ...]:
    """Value and step of a number in digits; two readings where the separator is ambiguous."""
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return ((float(plain), _integer_step(float(plain))),)
    last = separators[-1]
    whole, _, tail = plain.rpartition(last)
    grouped = float(re.sub("[.,]", "", plain))
    decimal = (float(f"{re.sub('[.,]', '', whole) or 0}.{tail}"), 10.0 ** -len(tail))
    if whole and len(set(separators)) == 1 and (len(separators) > 1 or len(tail) == 3):
        thousands = (grouped, _integer_step(grouped))
        return (thousands, decimal) if last == "." and len(separators) == 1 else (thousands,)
    return (decimal,)


def _integer_step(value: float) -> float:
    """The worth of the last digit that is meant: three trailing zeros or more read as rounding."""
    step = 1.0
    while value and step < 1e15 and value % (step * 10) == 0:
        step *= 10
    return min(step, 0.04 * value) if step >= 1000 else 1.0


def _scaled(value: float, step: float, factor: float) -> tuple[float, float]:
    return value * factor, step * factor if step < 1 or factor >= 1000 else 1.0


def _with_unit(text: str, start: int, end: int, value: float, step: float) -> Written:
    return _join_unit(text, start, end, ((value, step),))


def _join_unit(
    text: str, start: int, end: int, values: tuple[tuple[float, float], ...], scale: float = 1.0
) -> Written:
    if unit := unit_after(text, end):
        return Written(start, unit[1], values, unit[0], scale)
    return Written(start, end, values, (("", 1.0, 0.0),), scale)
