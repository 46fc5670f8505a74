"""Rank fusion, and collapsing of passages that say the same in the same words."""

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


def reciprocal_rank_fusion(rankings: Sequence[Sequence[Item]], k: float) -> dict[Item, float]:
    """Score of each item: the sum over rankings of 1 / (k + rank), ranks from 1.

    Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and individual
    rank learning methods", SIGIR 2009.
    """
    scores: dict[Item, float] = defaultdict(float)
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] += 1.0 / (k + rank)
    return dict(scores)


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
