"""The forms in which a text writes a number: digits, words, fractions, times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrib.attribution.details.clocks import clocks
from attrib.attribution.details.currencies import currency_before
from attrib.attribution.details.fractions import VULGAR, fractions
from attrib.attribution.details.number_words import ORDINALS, SCALES, spelled_number
from attrib.attribution.details.units import unit_after
from attrib.attribution.details.written import Written, join_unit, minus_before, scale_after
from attrib.text.words import LOWERED, RAISED, Word, language_of

_DIGITS = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,5}(?:,[0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,3}\.[0-9]{3},[0-9]{1,6}(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3}){1,5}(?:[.,][0-9]{1,6})?(?![0-9])"
    r"|[0-9]{1,15}(?:[.,][0-9]{1,9})?(?![0-9])|(?<=[\s=<>≤≥~≈(\[−-])\.[0-9]{1,9}(?![0-9]))"
)
_POWER = re.compile(
    rf"(?:\s?[×x*·]\s?10(?:\^|\*\*|(?=[⁻{RAISED}])|(?P<lost>(?=[1-9-])))|e(?=[+-]?[0-9]{{1,2}}(?!\w)))"
    rf"(?P<power>[⁻+-]?[0-9{RAISED}]{{1,2}})"
)
_EXPONENT = re.compile(
    rf"(?:\^|\*\*)(?P<caret>[⁻-]?[0-9]{{1,2}})(?![0-9])|(?P<raised>⁻?[{RAISED}]{{1,2}})"
)
_NOTE = re.compile(rf"[{RAISED}]{{1,3}}")
# 1·3 million, as the Lancet writes it; but 3·10⁸ is a product, and 1.5·106 one that lost its raised 6.
_RAISED_POINT = re.compile(
    rf"(?<![.,][0-9])(?<![.,][0-9]{{2}})(?<=[0-9])·(?=[0-9])(?!10(?:\^|\*\*|[⁻{RAISED}]))"
)
_BY = re.compile(r"[xX](?=[0-9])")
_LAPSE = re.compile(
    r"(?<![\w.,:])([0-9]{1,3}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,3})?)(?![\w:]|[.,][0-9])"
)
_FEET = re.compile(r"(?<![\w.,:])([0-9]{1,2})['’′]\s?([0-9]|1[01])(?:[\"”″]|''|’’|(?!\w))")
_HOURS = re.compile(r"(?<![\w.,:])([0-9]{1,3})\s?h\s?([0-5]?[0-9])(?:\s?m(?:in)?)?(?!\w)")
_TIMES = {
    "twice": 2, "thrice": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6,
    "tenfold": 10, "doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3,
    "quadrupled": 4, "halved": 0.5, "halving": 0.5, "verdoppelt": 2, "verdreifacht": 3, "halbiert": 0.5,
}  # fmt: skip
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?!\w)")


def written_numbers(text: str, words: Sequence[Word]) -> Iterator[Written]:
    """Every number in every form; where two overlap, the first one given is the right one."""
    yield from clocks(text)
    yield from _pairs(text)
    yield from fractions(text)
    yield from _digits(text)
    yield from _spelled(text, words)


def _pairs(text: str) -> Iterator[Written]:
    """2:05:10, an amount of time or a time of day; 2h 5m; 5'6"."""
    for match in _LAPSE.finditer(text):
        seconds = int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3])
        yield Written(*match.span(), ((seconds, 0.0),), (("s", 1.0, 0.0), ("clock", 1 / 60, 0.0)))
    for pattern, whole, unit in ((_HOURS, 60, ("s", 60.0, 0.0)), (_FEET, 12, ("m", 0.0254, 0.0))):
        for match in pattern.finditer(text):
            yield Written(*match.span(), ((int(match[1]) * whole + int(match[2]), 1.0),), (unit,))


def _digits(text: str) -> Iterator[Written]:
    text = _RAISED_POINT.sub(".", text)
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        currency = currency_before(text, start)
        before = text[start - 1 : start]
        second = before in ("x", "X") and text[start - 2 : start - 1].isdecimal()  # 1920x1080
        if not currency and not second and (before.isalpha() or before in ("_", "^")):
            continue  # part of a name or code: B737, p53
        if before in ("-", "‑") and text[start - 2 : start - 1].isalpha():
            continue  # COVID-19
        if text[end : end + 1] in (".", ",", ":", "/") and text[end + 1 : end + 2].isdecimal():
            continue  # a version, an address, a ratio
        readings = _readings(match[0], text)
        if text[end : end + 1] in VULGAR:
            readings = tuple((value + VULGAR[text[end]], step) for value, step in readings)
            end += 1
        power = _POWER.match(text, end)
        # "1.5 x 106" has lost its raised 6; 1920x1080 has not.
        if power and (power["lost"] is None or readings[0][0] < 10):
            factor = 10.0 ** int(power["power"].translate(LOWERED))
            readings = tuple((value * factor, step * factor) for value, step in readings)
            end = power.end()
        elif match[0] == "10" and (power := _EXPONENT.match(text, end)):
            value = 10.0 ** int((power["caret"] or power["raised"]).translate(LOWERED))
            readings = ((value, _integer_step(value) if value > 1 else 0.04 * value),)
            end = power.end()
        elif note := _NOTE.match(text, end):  # 45¹ thousand
            end = note.end()
        signed = before in ("-", "−") and not text[start - 2 : start - 1].strip()
        minus = start - 1 if signed else minus_before(text, currency[1] if currency else start)
        if minus is not None:
            readings = tuple((-value, step) for value, step in readings)
            start = minus
        if ordinal := _ORDINAL_END.match(text, end):
            yield Written(start, ordinal.end(), readings, (("ordinal", 1.0, 0.0),))
            continue
        bare, factor = end, 1.0
        if text.startswith("3M", start) and end == start + 1:
            continue  # the company
        if scale := scale_after(text, end, bool(currency)):
            factor, end = scale
            readings = tuple(_scaled(value, step, factor) for value, step in readings)
        elif text[end : end + 1].isalpha() and not (unit_after(text, end) or _BY.match(text, end)):
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
            yield join_unit(text, start, end, readings, factor)


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
        elif name == "one" and index and words[index - 1].text.lower() == "no":
            yield Written(words[index - 1].start, word.end, ((0.0, 1.0),), (("", 1.0, 0.0),))
        elif found := spelled_number(words, index, text):
            value, stop = found
            start, end, index = word.start, words[stop - 1].end, stop
            last = words[stop] if stop < len(words) else None
            if last and text[end : last.start] == "-" and last.text.lower() in ORDINALS:
                value += ORDINALS[last.text.lower()]
                yield Written(start, last.end, ((value, 0.0),), (("ordinal", 1.0, 0.0),))
                continue
            factor = SCALES.get(words[stop - 1].text.lower(), 1.0)
            if scale := scale_after(text, end):
                factor, end = scale
                value *= factor
            step = _integer_step(value)
            if (minus := minus_before(text, start)) is not None:
                start, value = minus, -value
            yield join_unit(text, start, end, ((value, step),), factor)
            continue
        index += 1


def _readings(digits: str, text: str) -> tuple[tuple[float, float], ...]:
    """Value and step of a number in digits; two readings where the language of ``text`` leaves open
    what its separator means. Only of English is language_of in doubt: "1.500" may be either there.
    """
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return ((float(plain), _integer_step(float(plain))),)
    last = separators[-1]
    whole, _, tail = plain.rpartition(last)
    grouped = float(re.sub("[.,]", "", plain))
    decimal = (float(f"{re.sub('[.,]', '', whole) or 0}.{tail}"), 10.0 ** -len(tail))
    thousands = (grouped, _integer_step(grouped))
    if len(separators) > 1:
        return (thousands,) if len(set(separators)) == 1 else (decimal,)
    if len(tail) != 3 or whole in ("", "0"):
        return (decimal,)
    points = language_of(text) != "en"  # 1.500,00 rather than 1,500.00
    if last == ".":
        return (thousands,) if points else (thousands, decimal)
    return (decimal, thousands) if points else (thousands,)


def _integer_step(value: float) -> float:
    """The worth of the last digit that is meant: three trailing zeros or more read as rounding."""
    step = 1.0
    while value and step < 1e15 and value % (step * 10) == 0:
        step *= 10
    return min(step, 0.04 * value) if step >= 1000 else 1.0


def _scaled(value: float, step: float, factor: float) -> tuple[float, float]:
    return value * factor, step * factor if step < 1 or factor >= 1000 else 1.0
