"""Which items of two lists belong together: by a key, or by the nearest wording."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from attrib.text.words import words

LIKE = 0.6
"""From this ratio of difflib on, two sentences are one that was reworded."""
SHARED = 0.25
"""Sentences with a lower share of common words are not compared letter by letter, which is slow:
hardly any of them are that similar."""
LONGEST = 500
"""Characters of a sentence that are compared: the time grows with their square."""

T = TypeVar("T")
Pairing = Callable[[Sequence[T], Sequence[T]], Iterable[tuple[int, int]]]
"""Which items of two lists belong together, each in one pair at most, by their positions."""


def joined(
    before: Sequence[T], after: Sequence[T], *pairings: Pairing[T]
) -> list[tuple[T | None, T | None]]:
    """All items, in pairs or beside None; each pairing sees what the ones before it left over."""
    joined: list[tuple[T | None, T | None]] = []
    for pairing in pairings:
        found = dict(pairing(before, after))
        taken = set(found.values())
        joined += [(before[i], after[j]) for i, j in found.items()]
        before = [item for i, item in enumerate(before) if i not in found]
        after = [item for j, item in enumerate(after) if j not in taken]
    return [*joined, *((item, None) for item in before), *((None, item) for item in after)]


def equal(key: Callable[[T], str | None]) -> Pairing[T]:
    """Pairs items of the same key, in order; what has none stays alone."""

    def pairing(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[int, int]]:
        places: defaultdict[str | None, deque[int]] = defaultdict(deque)
        for i, item in enumerate(before):
            places[key(item)].append(i)
        for j, item in enumerate(after):
            if key(item) is not None and places[key(item)]:
                yield places[key(item)].popleft(), j

    return pairing


def nearest(text: Callable[[T], str]) -> Pairing[T]:
    """Pairs items whose texts are alike, the most similar first."""

    def pairing(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[int, int]]:
        old, new = ([_worded(text(item)) for item in side] for side in (before, after))
        likeness = {(i, j): _likeness(b, a) for i, b in enumerate(old) for j, a in enumerate(new)}
        free_old, free_new = set(range(len(old))), set(range(len(new)))
        for i, j in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
            if likeness[i, j] >= LIKE and i in free_old and j in free_new:
                free_old.remove(i)
                free_new.remove(j)
                yield i, j

    return pairing


def alike(one: str, other: str) -> bool:
    """Whether one text is the other, reworded."""
    return _likeness(_worded(one), _worded(other)) >= LIKE


def _worded(text: str) -> tuple[str, Counter[str]]:
    return text[:LONGEST], Counter(word.text.casefold() for word in words(text[:LONGEST]))


def _likeness(one: tuple[str, Counter[str]], other: tuple[str, Counter[str]]) -> float:
    """How alike two sentences are worded, from 0 to 1; 0 where that is surely below ``LIKE``."""
    shared, both = (one[1] & other[1]).total(), one[1].total() + other[1].total()
    if 2 * shared < SHARED * both:
        return 0.0
    # The ratio depends on which of the two comes first.
    first, second = sorted((one[0], other[0]))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()
