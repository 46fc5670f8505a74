"""Fusion of what two searches found, and collapsing of passages that say the same in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from attrib.text.words import words

Item = TypeVar("Item", bound=Hashable)

SHINGLE = 3
NEAR_DUPLICATE = 0.9
"""Jaccard similarity of word triples above which two passages count as one."""


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
    """Whether two texts are the same but for a few words. A changed number is never "the same":
    it may be the very contradiction that an answer must show.
    """
    if left == right:
        return True
    a, b = _shingles(left), _shingles(right)
    if a.numbers != b.numbers or not (a.triples and b.triples):
        return False
    return len(a.triples & b.triples) >= NEAR_DUPLICATE * len(a.triples | b.triples)


class _Shingles(NamedTuple):
    """What two texts are compared by."""

    triples: frozenset[tuple[str, ...]]
    numbers: tuple[str, ...]
    """The words with digits (``T09`` too) in order, each with its minus sign."""


@lru_cache(maxsize=4096)
def _shingles(text: str) -> _Shingles:
    found = words(text)
    folded = [word.text.casefold() for word in found]
    last = max(min(1, len(folded)), len(folded) - SHINGLE + 1)
    return _Shingles(
        frozenset(tuple(folded[i : i + SHINGLE]) for i in range(last)),
        tuple(
            ("-" if text[max(0, word.start - 1) : word.start] in ("-", "−") else "") + form
            for word, form in zip(found, folded, strict=True)
            if any(character.isnumeric() for character in form)
        ),
    )
