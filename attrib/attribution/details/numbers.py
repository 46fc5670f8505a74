"""Numbers in running text, with unit, range, precision and bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from attrib.attribution.details.currencies import Reading
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.doses import Share, doses_after
from attrib.attribution.details.number_forms import written_numbers
from attrib.attribution.details.quantities import Bound, Quantity
from attrib.attribution.details.units import per_after
from attrib.attribution.details.written import Written
from attrib.text.words import Word
from attrib.types import Span

# In this order: "just over" only approximates, "no more than" is not "more than".
_LEAD_WORDS: tuple[tuple[Bound, str], ...] = (
    ("about", r"just (?:over|under|above|below)|(?:gut|knapp) über|knapp unter"
              r"|(?:a (?:little|bit)|slightly) (?:over|under|above|below|more than|less than)"),
    ("min", r"(?:no|not) (?:fewer|less|lower) than"),
    ("max", r"(?:no|not) (?:more|higher|greater|later) than|up to|at (?:the )?most|less than"
              r"|(?:few|low|small|short|young|light|narrow|shallow|slow|cold|cool|thinn|cheap)er than"
              r"|below|under|(?:a )?maximum(?: of)?|max\.?"
              r"|weniger als|unter|höchstens|maximal|bis zu"),
    ("max", r"(?:fewer|less)(?: [a-z]+){1,2} than"),
    ("min", r"more(?: [a-z]+){0,2} than"
              r"|(?:great|high|larg|long|tall|bigg|old|heavi|wid|deep|fast|hott|warm|thick)er than"
              r"|over|above|at (?:the )?least|exceed(?:s|ed|ing)?|in excess of|topped"
              r"|upwards? of|(?:a )?minimum(?: of)?|surpass(?:es|ed|ing)?|beyond"
              r"|mehr als|über|mindestens|wenigstens"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|circa"
              r"|ca\.?|c\.|an? (?:estimated|average of)|estimated(?: at)?|near|etwa|rund"
              r"|ungefähr|fast|knapp|gut|zirka"),
)  # fmt: skip
# Of a time of day alone: "before 400 people came" does not count them.
_CLOCK_WORDS: tuple[tuple[Bound, str], ...] = (
    ("max", r"(?:no|not) later than|before|by|prior to|earlier than|vor|bis|spätestens(?: um)?"),
    ("min", r"after|later than|nach"),
)


def _led(*words: tuple[Bound, str]) -> list[tuple[Bound, re.Pattern[str]]]:
    return [(bound, re.compile(rf"(?<![\w-])(?:{w})\s?$", re.IGNORECASE)) for bound, w in words]


_SIGNS: tuple[tuple[Bound, str], ...] = (("max", "[<≤]"), ("min", "[>≥]"), ("about", "[~≈]"))
_LEADS = _led(*_LEAD_WORDS) + [(bound, re.compile(rf"{sign}\s?$")) for bound, sign in _SIGNS]
_CLOCK_LEADS = _led(*_CLOCK_WORDS)
_TRAILS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("min", re.compile(r"\s?\+|\s+(?:\w+\s+)?or (?:more|above|older|higher|greater)\b")),
    ("max", re.compile(r"\s+(?:\w+\s+)?or (?:less|fewer|below|younger|lower)\b")),
    ("about", re.compile(r"\s+(?:\w+\s+)?or so\b|-ish\b|-odd\b")),
)
_JOIN = re.compile(r"\s?[-–—]\s?|\s(?:to|bis)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|zwischen)\s[^0-9]{0,12}$", re.IGNORECASE)
_BETWEEN_JOIN = re.compile(r"\s(?:and|und)\s[$€£]?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|von)\s[^0-9]{0,8}$", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|bis|auf)\s", re.IGNORECASE)
_SPREAD = re.compile(
    r"(?:\bCI|\b(?:confidence|credible) intervals?|\bIQR|\binterquartile range|[(\[,;]\s?range)"
    r"(?:\s?[(\[]\w+[)\]])?[)\]]?[,:;=]?\s?(?:(?:of|from|was|is)\s)?[(\[]?$",
    re.IGNORECASE,
)
"""What makes a range one of error."""
_OWN_UNITS = frozenset(("clock", "ordinal", "times"))
"""Units that a number does not lend: "from 6 to 9 pm" may be said in the morning."""

_COMPOUND = frozenset(("s", "month", "m", "g"))
_GOES_ON = re.compile(r",?\s(?:and\s|und\s)?")


def find_numbers(text: str, words: Sequence[Word], taken: Sequence[Span] = ()) -> list[Detail]:
    """The numbers of ``text`` outside ``taken`` (its dates), in order, without overlap."""
    used = bytearray(len(text))
    for span in taken:
        used[span.start : span.end] = b"\x01" * (span.end - span.start)
    numbers: list[Written] = []
    for number in written_numbers(text, words):
        if not any(used[number.start : number.end]):
            used[number.start : number.end] = b"\x01" * (number.end - number.start)
            numbers.append(number)
    return list(_details(text, _with_lent_units(text, _compounds(text, sorted(numbers)))))


def _compounds(text: str, numbers: Sequence[Written]) -> list[Written]:
    """The numbers, with what one amount says in two units as one: 2 hours and 30 minutes."""
    joined: list[Written] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and _continues(text, last, number):
            large, small = last.units[0][1], number.units[0][1]
            rest, step = number.values[0]
            total = last.values[0][0] * large / small + rest
            joined[-1] = Written(last.start, number.end, ((total, step),), number.units[:1])
        else:
            joined.append(number)
    return joined


def _continues(text: str, last: Written, number: Written) -> bool:
    (dimension, large, _), (other, small, _) = last.units[0], number.units[0]
    if dimension != other or dimension not in _COMPOUND or small >= large:
        return False
    whole, part = last.values[0][0], number.values[0][0]
    fills = float(whole).is_integer() and 0 <= part * small < large
    return fills and bool(_GOES_ON.fullmatch(text, last.end, number.start))


def _with_lent_units(text: str, numbers: Sequence[Written]) -> list[Written]:
    """The numbers, where "from 3 to 5 million euros" starts at 3 million euros, or 3 euros."""
    lent = list(numbers)
    for index, (first, second) in enumerate(pairwise(numbers)):
        led = _FROM.search(text, max(0, first.start - 24), first.start)
        if not led or not _TO.fullmatch(text, first.end, second.start):
            continue
        one, two = first.units[0][0], second.units[0][0]
        if not one and two not in _OWN_UNITS:
            values, scale = first.values, second.scale
            # Not "from 900 to 1.2 million".
            if first.scale == 1 < scale and values[0][0] * scale <= 10 * second.values[0][0]:
                values = (*((value * scale, step * scale) for value, step in values), *values)
            lent[index] = first._replace(units=second.units, values=values)
        elif one and not two and one not in _OWN_UNITS:
            lent[index + 1] = second._replace(units=first.units)
    return lent


def _details(text: str, numbers: Sequence[Written]) -> Iterator[Detail]:
    index = 0
    while index < len(numbers):
        first = numbers[index]
        second = numbers[index + 1] if index + 1 < len(numbers) else None
        if second and _is_range(text, first, second):
            units = first.units if first.units[0][0] else second.units
            low, high = first.values[0], second.values[0]
            # "3 to 5 million" counts millions twice.
            if first.scale == 1 and low[0] * second.scale < high[0]:
                low = (low[0] * second.scale, low[1] * second.scale)
            if low[0] < high[0]:
                yield _detail(text, first.start, second.end, ((low, high),), units)
                index += 2
                continue
        yield _detail(
            text, first.start, first.end, tuple((v, v) for v in first.values), first.units
        )
        index += 1


def _is_range(text: str, first: Written, second: Written) -> bool:
    gap = text[first.end : second.start]
    kinds = {first.units[0][0], second.units[0][0]} - {""}
    if len(gap) > 8 or len(kinds) > 1 or "ordinal" in kinds:
        return False
    left = text[max(0, first.start - 24) : first.start]
    if _BETWEEN_JOIN.fullmatch(gap):
        return bool(_BETWEEN.search(left))
    return bool(_JOIN.fullmatch(gap)) and not ("o" in gap and _FROM.search(left))


def _detail(
    text: str,
    start: int,
    end: int,
    values: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    units: Sequence[Reading],
) -> Detail:
    bound = _bound(text, start, end, _CLOCK_LEADS if units[0][0] == "clock" else ())
    spread = bool(_SPREAD.search(text, max(0, start - 50), start))
    per, every, _ = per_after(text, end) or ("", 1.0, 0.0)
    shares = doses_after(text, end, units) or (Share(1.0, per, every),)
    readings = tuple(
        Quantity(
            (low[0] + offset) * factor * share.times,
            (high[0] + offset) * factor * share.times,
            unit,
            high[1] * factor * share.times,
            bound,
            factor,
            offset,
            share.per,
            share.every,
            spread,
        )
        for low, high in values
        for unit, factor, offset in units
        for share in shares
    )
    return Detail("number", text[start:end], Span(start, end), readings)


def is_led(text: str, start: int) -> bool:
    """Whether the words before the number at ``start`` bound it: "more than 400", not "400 or more"."""
    led = _lead(text, start, _CLOCK_LEADS)
    return led is not None and led[0] in ("min", "max")


def lead_start(text: str, start: int) -> int:
    """Where the words begin that bound or round the number at ``start``; ``start`` where there are none."""
    led = _lead(text, start, ())
    return led[1] if led else start


def _lead(
    text: str, start: int, leads: Iterable[tuple[Bound, re.Pattern[str]]]
) -> tuple[Bound, int] | None:
    left = text[max(0, start - 28) : start]
    for bound, words in chain(_LEADS, leads):
        if led := words.search(left):
            return bound, start - len(left) + led.start()
    return None


def _bound(
    text: str, start: int, end: int, leads: Iterable[tuple[Bound, re.Pattern[str]]]
) -> Bound:
    if led := _lead(text, start, leads):
        return led[0]
    return next((bound for bound, words in _TRAILS if words.match(text, end)), "exact")
