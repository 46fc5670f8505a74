"""Changes exactly one detail of a sentence, so that it no longer says what it said."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attrib.attribution.details.found import Found, find
from attrib.types import Span
from training.example import CONTRADICTED, NOT_OR_CONTRADICTED

OPPOSITES = [
    "more less", "higher lower", "larger smaller", "largest smallest", "highest lowest",
    "longer shorter", "longest shortest", "older younger", "oldest youngest", "earlier later",
    "before after", "first last", "north south", "northern southern", "east west",
    "eastern western", "increased decreased", "increase decrease", "rose fell", "won lost",
    "above below", "best worst", "greater smaller", "most least", "major minor", "male female",
    "father mother", "son daughter", "brother sister", "husband wife", "king queen",
    "opened closed", "began ended", "early late", "left right", "public private", "old new",
    "always never", "all some", "many few", "both neither", "upper lower", "inside outside",
    "maximum minimum", "accepted rejected", "allowed forbade", "includes excludes",
    "including excluding", "positive negative", "strong weak", "rich poor", "same different",
    "winter summer", "spring autumn", "morning evening", "import export", "hot cold",
]  # fmt: skip
UNITS = [
    "million billion", "thousand million", "km miles", "kilometers miles", "kilometres miles",
    "meters feet", "metres feet", "kg pounds", "days weeks", "weeks months", "months years",
    "years decades", "hours days", "minutes hours", "percent points", "acres hectares",
    "january june", "february august", "march october", "april november", "july december",
    "may september",
]  # fmt: skip
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|may|must|should)\b(?! not\b|n't)", re.I
)
_NOT = re.compile(
    r"\b(?:(is|are|was|were|has|have|had|can|could|will|would|may|must|should) not)\b", re.I
)
_INTEGER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-2][0-9])\b")


@dataclass(frozen=True, slots=True)
class Change:
    """One detail of a sentence, and what to put there."""

    kind: str
    span: Span
    new: str
    label: int

    def apply(self, text: str) -> str:
        return text[: self.span.start] + self.new + text[self.span.end :]

    @property
    def changed(self) -> tuple[int, int]:
        """Where the new words stand in the changed sentence."""
        return self.span.start, self.span.start + len(self.new)


def change(
    sentence: str, neighbours: str, names: Sequence[str], rng: random.Random
) -> Change | None:
    """A change of a random kind; None where the sentence has no detail to change.

    ``neighbours`` is the rest of the passage: half of the numbers and names put in come from
    there, so that shared words do not give the change away. ``names`` come from elsewhere.
    """
    own, rest = find(sentence), find(neighbours)
    makers: list[Callable[[], Change | None]] = [
        lambda: _number(sentence, own, rest, rng),
        lambda: _number(sentence, own, rest, rng),
        lambda: _name(sentence, own, rest, names, rng),
        lambda: _name(sentence, own, rest, names, rng),
        lambda: _roles(sentence, own, rng),
        lambda: _roles(sentence, own, rng),
        lambda: _negation(sentence, rng),
        lambda: _swap(sentence, _OPPOSITES, "opposite", rng),
        lambda: _swap(sentence, _UNITS, "unit", rng),
    ]
    rng.shuffle(makers)
    for maker in makers:
        made = maker()
        if made and made.apply(sentence) != sentence:
            return made
    return None


def _number(sentence: str, own: Found, rest: Found, rng: random.Random) -> Change | None:
    details = [*own.numbers, *own.dates]
    if not details:
        return None
    detail = rng.choice(details)
    digits = list(_INTEGER.finditer(sentence, detail.span.start, detail.span.end))
    if not digits:
        return _spelled(sentence, detail.span, rng)
    match = rng.choice(digits)
    old = match[0]
    others = [m[0] for d in (*rest.numbers, *rest.dates) for m in _INTEGER.finditer(d.text)]
    others += [m[0] for m in _INTEGER.finditer(sentence)]
    others = [o for o in others if o != old and len(o) == len(old)]
    if others and rng.random() < 0.5:
        new = rng.choice(others)
    elif _YEAR.fullmatch(old):
        new = str(
            int(old) + rng.choice([-40, -20, -11, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 11, 30])
        )
    elif len(old) >= 2 and rng.random() < 0.3:
        place = rng.randrange(len(old))
        digit = rng.choice([d for d in "123456789" if d != old[place]])
        new = old[:place] + digit + old[place + 1 :]
    else:
        value = int(old)
        new = str(
            rng.choice(
                [value + 1, value + 2, value * 2 + 1, value + 5, max(0, value - 2), value * 10]
            )
        )
        new = new.zfill(len(old)) if old.startswith("0") else new
    if int(new) == int(old):
        return None
    return Change("number", Span(*match.span()), new, CONTRADICTED)


_SPELLED = "one two three four five six seven eight nine ten eleven twelve".split()


def _spelled(sentence: str, span: Span, rng: random.Random) -> Change | None:
    old = sentence[span.start : span.end]
    if old.casefold() not in _SPELLED[1:]:
        return None
    new = rng.choice([w for w in _SPELLED[1:] if w != old.casefold()])
    return Change("number", span, new.capitalize() if old[0].isupper() else new, CONTRADICTED)


def _name(
    sentence: str, own: Found, rest: Found, names: Sequence[str], rng: random.Random
) -> Change | None:
    # The capital of a sentence's first word says nothing.
    sure = [d for d in own.names if d.span.start > 0 or len(d.text.split()) > 1]
    if not sure:
        return None
    detail = rng.choice(sure)
    near = [d.text for d in rest.names]
    far = 20 if names else 0
    pool = near if near and rng.random() < 0.5 else [rng.choice(names) for _ in range(far)]
    mine = set(detail.text.casefold().split())
    size = len(detail.text.split())
    fits = [n for n in pool if not mine & set(n.casefold().split()) and n not in sentence]
    fits = [n for n in fits if min(2, len(n.split())) == min(2, size)]
    if not fits:
        return None
    return Change("name", detail.span, rng.choice(fits), NOT_OR_CONTRADICTED)


_SYMMETRIC = re.compile(r"\b(?:and|or|with|between|nor|versus|both)\b|,", re.I)


def _roles(sentence: str, own: Found, rng: random.Random) -> Change | None:
    """Two neighbouring names with a verb between them change places."""
    pairs = []
    for one, two in zip(own.names, own.names[1:], strict=False):
        between = sentence[one.span.end : two.span.start]
        if 2 <= len(between.split()) <= 8 and not _SYMMETRIC.search(between):
            pairs.append((one.span, two.span))
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    texts = [sentence[s.start : s.end] for s in (one, two)]
    new = texts[1] + sentence[one.end : two.start] + texts[0]
    return Change("role", Span(one.start, two.end), new, NOT_OR_CONTRADICTED)


def _negation(sentence: str, rng: random.Random) -> Change | None:
    denied = list(_NOT.finditer(sentence))
    if denied:
        match = rng.choice(denied)
        return Change("negation", Span(*match.span()), match[1], CONTRADICTED)
    said = list(_AUXILIARY.finditer(sentence))
    if not said:
        return None
    match = said[0]
    denial = rng.choice([" not", " not", " never", "n't"])
    word = match[0]
    if denial == "n't" and word.casefold() in ("can", "will", "may"):
        denial = " not"
    return Change("negation", Span(*match.span()), word + denial, CONTRADICTED)


def _table(pairs: Sequence[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for pair in pairs:
        one, two = pair.split()
        table.setdefault(one, []).append(two)
        table.setdefault(two, []).append(one)
    return table


_OPPOSITES = _table(OPPOSITES)
_UNITS = _table(UNITS)
_PLAIN_WORD = re.compile(r"[A-Za-z]+")


def _swap(
    sentence: str, table: dict[str, list[str]], kind: str, rng: random.Random
) -> Change | None:
    found = [m for m in _PLAIN_WORD.finditer(sentence) if m[0].casefold() in table]
    if table is _UNITS:  # "may" and "march" are words, "May" and "March" months
        found = [m for m in found if m[0].casefold() not in ("may", "march") or m[0][0].isupper()]
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice(table[match[0].casefold()])
    new = new.capitalize() if match[0][0].isupper() else new
    return Change(kind, Span(*match.span()), new, CONTRADICTED)
