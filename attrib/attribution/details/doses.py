"""Doses: what an amount comes to in a day, where the text says how often: "500 mg twice daily"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attrib.attribution.details.currencies import Reading
from attrib.attribution.details.number_words import SMALL

DOSE = "dose"
"""What an amount is counted by that is given several times a day."""
DAY = 86400.0
_MEASURED = frozenset(("g", "l", "mol"))
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}
# "Of metformin" may stand between, but nothing that begins something else.
_OFTEN = re.compile(
    r"(?:\s(?!(?:and|or|on|in|at|for|then|to|with|by|from|but|once|twice|every|per|a)\b)[a-z-]+){0,3}?\s"
    r"(?:(?:(?P<count>once|twice|thrice)\s|(?P<times>two|three|four|[2-4])\stimes\s)?"
    r"(?:daily|(?:a|per|each|every)\sday)\b"
    r"|every\s(?P<hours>4|6|8|12|four|six|eight|twelve)\s(?:hours|h)\b)",
    re.IGNORECASE,
)


class Share(NamedTuple):
    """How many times an amount is counted, and by what."""

    times: float = 1.0
    per: str = ""
    every: float = 1.0


def doses_after(text: str, position: int, units: Sequence[Reading]) -> tuple[Share, ...]:
    """What the amount before ``position`` is by the dose and by the day; empty where the text does not say
    how often it is given.
    """
    often = _OFTEN.match(text, position) if units[0][0] in _MEASURED else None
    if not often:
        return ()
    if often["hours"]:
        count = 24 / _number(often["hours"])
    else:
        count = _number(often["count"] or often["times"] or "once")
    daily = Share(count, "s", DAY)
    return (daily,) if count == 1 else (Share(per=DOSE), daily)


def _number(word: str) -> float:
    word = word.lower()
    return float(word) if word.isdecimal() else float(_COUNTS.get(word) or SMALL[word])
