"""Light rewrites of a sentence that keep what it says, or say less."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_PARENTHESIS = re.compile(r" ?\([^()]*\)")
_APPOSITION = re.compile(r", (?:which|who|where|a|an|the) [^,]{8,80}, ")
_TAIL = re.compile(r", (?:which|who|where|while|although|though|whereas) [^,.;]{8,120}(?=\.?$)")
_LEAD = re.compile(
    r"^((?:In|On|During|After|Before|At|By|Since|From|For|Under) [^,]{3,50}), (.+?)(\.?)$"
)
_ADVERB = re.compile(
    r"^(?:However|Moreover|Therefore|Thus|Furthermore|Additionally|Also|Finally), ", re.I
)
_DAY_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{1,2}), (\d{4})\b"
)
_MONTH_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{4})\b"
)
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SMALL = re.compile(r"(?<![\d.,:$€£/-])\b([2-9]|1[0-2])\b(?![\d.,:%/-])")
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_SPELLED[2:])})\b")
_THOUSANDS = re.compile(r"\b(\d{1,3}),(\d{3})\b(?![,\d])")
_PERCENT = re.compile(r"(\d)%")


def rewrite(sentence: str, rng: random.Random) -> str:
    """The sentence after up to two rewrites; as it is where none fits."""
    rules = [*_RULES]
    rng.shuffle(rules)
    done = 0
    for rule in rules:
        new = rule(sentence)
        if new != sentence and len(new.split()) >= 5:
            sentence, done = new, done + 1
        if done == 2:
            break
    return sentence


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _move_lead(sentence: str) -> str:
    match = _LEAD.match(sentence)
    if not match or match[2].startswith(("and ", "but ")):
        return sentence
    lead = match[1][0].lower() + match[1][1:]
    return f"{_capital(match[2])} {lead}{match[3]}"


def _drop_lead(sentence: str) -> str:
    match = _LEAD.match(sentence)
    # What follows a condition is not said without it.
    if not match or match[1].startswith(("Under", "By", "Before", "Since", "After")):
        return sentence
    return _capital(match[2]) + match[3]


_RULES: list[Callable[[str], str]] = [
    lambda s: _PARENTHESIS.sub("", s),
    lambda s: _APPOSITION.sub(" ", s, count=1),
    lambda s: _TAIL.sub("", s),
    lambda s: _capital(_ADVERB.sub("", s)),
    _move_lead,
    _drop_lead,
    lambda s: _DAY_MONTH.sub(r"\2 \1 \3", s),
    lambda s: _MONTH_DAY.sub(r"\2 \1, \3", s),
    lambda s: _SMALL.sub(lambda m: _SPELLED[int(m[1])], s),
    lambda s: _WORD_NUMBER.sub(lambda m: str(_SPELLED.index(m[1])), s),
    lambda s: _THOUSANDS.sub(r"\1\2", s),
    lambda s: _PERCENT.sub(r"\1 percent", s),
]
