"""Fusion of what two searches found, and collapsing of passages that say the same in the same words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from attrib.text.words import words

Item = TypeVar("Item", bound=Hashable)

NEAR_DUPLICATE = 0.9
"""The share of the longer text's words that the shorter one has to hold for both to count as one."""
_ENDS = ".!?…。！？\n"
_SIGNS = "%‰<>≤≥±"
"""Beside the signs of currencies, those that make another number of one."""


def convex_fusion(
    found: Sequence[tuple[float, Sequence[tuple[Item, float]]]],
) -> dict[Item, float]:
    """Score of each item: the sum over searches of their weight times their score of it.

    ``found`` holds, for each search, its weight and the items it found with their scores, which are
    first brought between 0 (its last) and 1 (its best). What a search did not find counts 0 there.
    Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023.
    """
    fused: dict[Item, float] = defaultdict(float)
    for weight, scored in found:
        least = min((score for _, score in scored), default=0.0)
        most = max((score for _, score in scored), default=0.0)
        for item, score in scored:
            share = (score - least) / (most - least) if most > least else 1.0
            fused[item] += weight * share
    return dict(fused)


def near_duplicates(left: str, right: str) -> bool:
    """Whether two texts are the same, but for letter case, punctuation, and a header or a footer that
    one of them lacks. A changed or missing word inside, or a number, is never "the same": it may be
    the very contradiction that an answer must show ("two" years and "three", "is" and "is not"), and
    so may the sign of a number (€5 and $5).
    """
    if left == right:
        return True
    core, whole = sorted((_read(left), _read(right)), key=lambda read: len(read.words))
    size, most = len(core.words), len(whole.words)
    if not size or size < NEAR_DUPLICATE * most:
        return False
    return any(
        whole.words[first : first + size] == core.words
        and whole.sets_off(0, first)
        and whole.sets_off(first + size, most)
        for first in range(most - size + 1)
    )


class _Read(NamedTuple):
    """What two texts are compared by."""

    words: tuple[str, ...]
    breaks: tuple[bool, ...]
    """Whether a sentence or a line ends before each word, and (always) after the last."""

    def sets_off(self, first: int, last: int) -> bool:
        """Whether these words are whole sentences or lines, without numbers."""
        return (
            self.breaks[first]
            and self.breaks[last]
            and not any(_has_digit(word) for word in self.words[first:last])
        )


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    found = words(text)
    ends = [0, *(word.end for word in found)]
    starts = [*(word.start for word in found), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return _Read(
        tuple(
            _form(word.text, *around) for word, around in zip(found, pairwise(gaps), strict=True)
        ),
        (True, *(any(mark in gap for mark in _ENDS) for gap in gaps[1:-1]), True),
    )


def _form(word: str, before: str, after: str) -> str:
    """``word`` as it is compared: a number (``T09`` too) with its minus sign, and with what else is
    written around it and is no mere punctuation: €5 is not $5, nor > 5 a < 5.
    """
    form = unicodedata.normalize("NFC", word.casefold()).replace("’", "'")
    if not _has_digit(form):
        return form
    minus = "-" if before.endswith(("-", "−")) else ""
    return f"{_signs(before)}{minus}{form}{_signs(after)}"


def _signs(gap: str) -> str:
    return "".join(c for c in gap if c in _SIGNS or unicodedata.category(c) == "Sc")


def _has_digit(word: str) -> bool:
    return any(character.isnumeric() for character in word)
