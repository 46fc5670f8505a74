"""Four digits that count or measure something, and are no year: 2000 people, 1500 ml."""

from __future__ import annotations

import re

from attrib.attribution.details.currencies import CURRENCIES
from attrib.attribution.details.units import unit_after
from attrib.text.words import language_of

_TIME_LEADS = (
    r"in|since|until|till|by|from|during|before|after|year|years|early|late|mid|circa|season|spring"
    r"|summer|autumn|fall|winter|seit|im|jahr|bis|ab|vor|nach|anno|january|december"
)
_LED = re.compile(rf"\b(?:{_TIME_LEADS})[\s(]*$", re.IGNORECASE)
_YEAR_LEADS = re.compile(rf"\b(?:{_TIME_LEADS}|the|a|an)[\s(]*$", re.IGNORECASE)
# "2000 people", unless a preposition of time leads it.
_COUNTED = re.compile(
    r"[\s-](?:[a-z]{3,}[\s-])?(?!(?:was|its|his|this|plus|versus|series|crisis)\b)[a-z]{2,}s\b"
)
_COUNTS = re.compile(r"[\s-](?:people|times|h)\b")
NOT_COUNTED = re.compile(
    r"\s(?:and|or|to|by|in|on|at|the|with|for|from|when|while|where|which|that|but|it|he|she|they"
    r"|was|is|were|are|has|had|have|as|after|before|until|under|over|through|between|during|because"
    r"|und|bis|wurde|war|hat|als|mit|an|of|a|his|her|its|their|did|will|would|could|became)\b"
)
"""What may follow a year."""
# Of these words a year is said as well: the 2005 bar exam, her 2010 degree, 2008 pp. 12, in 2019 days.
_NO_UNIT = re.compile(
    r"[\s-]?(?:[ABCJMT]|(?i:bars?|bits?|bytes?|degrees?|grad|foot|knots?|pounds?|pp|bp|x|seconds?|minutes?"
    r"|hours?|days?|tage?|weeks?|wochen?|months?|monate?|years?|jahre?|decades?|centur\w+))(?!\w)"
)
_LETTER = re.compile(r"[\s-][A-Z]\b")
_NOUN = re.compile(r"[\s-](?![KMGT]b(?:it|ps)\b)[A-Z][a-z]{2}")
_DOLLARS_OF = re.compile(r"(?:\bin\s|\()$", re.IGNORECASE)


def is_count(text: str, start: int, end: int) -> bool:
    """Whether the four digits count something, as in "about 2000 people" and "1500 ml"."""
    if _COUNTS.match(text, end) or _is_amount(text, start, end):
        return True
    if not _COUNTED.match(text, end) or NOT_COUNTED.match(text, end):
        return False
    return text[start - 1 : start] != "(" and not _led(_YEAR_LEADS, text, start)


def _is_amount(text: str, start: int, end: int) -> bool:
    """Whether a unit follows that is no initial ("In 1998 K. Berg") and no name ("1984 Miles Davis");
    nouns have a capital in German, and everywhere the euro may. "In 2015 dollars" names a year.
    """
    unit = unit_after(text, end)
    if not unit or _NO_UNIT.match(text, end):
        return False
    if unit[0][0][0] in CURRENCIES:
        return not _led(_DOLLARS_OF, text, start) and not (
            _NOUN.match(text, end) and _led(_YEAR_LEADS, text, start)
        )
    if _NOUN.match(text, end):
        return language_of(text) == "de"
    return not (_LETTER.match(text, end) and _led(_LED, text, start))


def _led(leads: re.Pattern[str], text: str, start: int) -> bool:
    return bool(leads.search(text, max(0, start - 12), start))
