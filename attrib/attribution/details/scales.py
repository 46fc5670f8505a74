"""What the numbers of a table count: "(in millions of US dollars)" in its caption, a row or a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from attrib.attribution.details.currencies import CURRENCIES, NAMES, SYMBOLS, Reading
from attrib.attribution.details.detail import Detail
from attrib.attribution.details.number_words import SCALES
from attrib.attribution.details.quantities import Quantity
from attrib.attribution.details.units import unit_after
from attrib.text.cells import cells
from attrib.types import Span

_MAGNITUDES = {
    name: word
    for word, names in {
        "thousand": "k thousand thousands 000 000s '000 '000s",
        "tausend": "tsd tsd. tausend",
        "million": "m mm mn million millions",
        "Millionen": "mio mio. millionen",
        "billion": "b bn billion billions",
        "Milliarden": "mrd mrd. milliarden",
    }.items()
    for name in names.split()
}
_LENGTHS = ("m", "mm")
"""Metres and millimetres, unless a currency stands beside them."""

_CURRENCY = "|".join(map(re.escape, sorted(SYMBOLS, key=len, reverse=True)))
_GLUED = re.compile(
    rf"(?P<currency>{_CURRENCY})(?P<behind>'?000s?|[A-Za-z]{{1,2}})"
    rf"|(?P<before>[A-Za-z]{{1,3}}\.?)(?P<other>{_CURRENCY})"
)
_NOTE = re.compile(
    r"[(\[](?P<inside>[^()\[\]]{1,80})[)\]]|\b(?=in\s)(?P<said>[^.,;:()\[\]]{4,60})", re.IGNORECASE
)
_BESIDES = re.compile(r",|\s(?:except|excluding|unless|other than)\b", re.IGNORECASE)


class Unit(NamedTuple):
    """What a header says of the numbers below it."""

    magnitude: str
    """A word, such as "million"; empty where it names none."""
    words: str
    """The unit proper, such as a currency."""
    is_money: bool


class _Note(NamedTuple):
    """What is said of the numbers of a table."""

    text: str
    factor: float
    units: tuple[Reading, ...]


def unit_in(header: str) -> Unit:
    """What "in millions of US dollars", "$M", "€ '000" or "kg" says."""
    parts = [part for word in header.replace("’", "'").split() for part in _parts(word)]
    is_money = any(part in SYMBOLS or part.lower() in NAMES for part in parts)
    magnitude = ""
    rest: list[str] = []
    for at, part in enumerate(parts):
        name = _MAGNITUDES.get(part.lower(), "") if is_money or part not in _LENGTHS else ""
        if name and not magnitude:
            magnitude = name
        elif part.lower() == "in" and (
            not at or "".join(parts[at + 1 : at + 2]).lower() in _MAGNITUDES
        ):
            continue
        elif part.lower() != "of" or not magnitude or rest:
            readings = SYMBOLS.get(part, ())
            rest.append(readings[0][0] if len(part) > 1 and len(readings) == 1 else part)
    if not (magnitude or rest):
        rest = [header]  # inches
    return Unit(magnitude, " ".join(rest), is_money)


def _parts(word: str) -> tuple[str, ...]:
    """The currency and the magnitude of "$M" or "T€", or else the word."""
    glued = _GLUED.fullmatch(word)
    if not glued:
        return (word,)
    magnitude = "Tsd" if glued["before"] == "T" else glued["before"] or glued["behind"]
    named = magnitude.lower() in _MAGNITUDES
    return (magnitude, glued["currency"] or glued["other"]) if named else (word,)


def captions(sentences: Sequence[str]) -> list[int]:
    """Which of ``sentences`` are no rows of a table and say what the numbers of rows count."""
    if not any(map(cells, sentences)):
        return []
    return [n for n, s in enumerate(sentences) if not cells(s) and _note_in(s)]


def below_caption(row: str, above: Sequence[str]) -> str:
    """``row`` below what the last caption ``above`` it says of its numbers; what is no row stays as it is."""
    notes = [note for line in above if not cells(line) and (note := _note_in(line))]
    return f"({notes[-1].text})\n{row}" if notes and cells(row) else row


def with_scales(text: str, numbers: Sequence[Detail]) -> list[Detail]:
    """``numbers``, where those that are all of a cell also stand for what its header, its row or the caption
    above makes of them: 4,512 for 4,512 million, and "(35)" for -35, as accountants write it.
    """
    notes = dict(_notes(text))
    return [_scaled(number, text, notes) for number in numbers] if notes else list(numbers)


def _notes(text: str) -> Iterator[tuple[Span, _Note]]:
    """Of each cell what is said of its numbers, if anything is."""
    lines = text.split("\n")
    if not any(map(cells, lines)):
        return
    at, caption = 0, None
    for line in lines:
        row = cells(line)
        if not row:
            caption = _note_in(line) or caption
        own = next((note for cell in row if (note := _note_in(cell.value))), caption)
        for cell in row:
            if note := _note_in(cell.header) or own:
                yield cell.span.moved(at), note
        at += len(line) + 1


def _note_in(text: str) -> _Note | None:
    for found in _NOTE.finditer(text):
        said = _BESIDES.split(found["inside"] or found["said"])[0]
        magnitude, words, _ = unit_in(said)
        unit = unit_after(f" {words}", 0) if words else ((("", 1.0, 0.0),), 0)
        if magnitude and unit:
            return _Note(said, SCALES[magnitude.lower()], unit[0])
    return None


def _scaled(number: Detail, text: str, notes: dict[Span, _Note]) -> Detail:
    start, end = number.span
    in_brackets = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    note = notes.get(Span(start - 1, end + 1) if in_brackets else number.span)
    if not note or not number.text[-1].isdecimal():
        return number
    readings = tuple(_readings(number, note))
    if in_brackets:
        readings += tuple(q._replace(low=-q.low, high=-q.high) for q in readings)
    return replace(number, value=tuple(dict.fromkeys(readings)))


def _readings(number: Detail, note: _Note) -> Iterator[Quantity]:
    plain = cast("tuple[Quantity, ...]", number.value)
    yield from plain
    for quantity in plain:
        if quantity.unit and quantity.unit not in CURRENCIES:
            continue
        for unit, factor, _ in (("", 1.0, 0.0),) if quantity.unit else note.units:
            times = note.factor * factor
            low, high, step = (x * times for x in (quantity.low, quantity.high, quantity.step))
            yield quantity._replace(low=low, high=high, step=step, unit=quantity.unit or unit)
