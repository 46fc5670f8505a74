"""Rounds over passages or rows, each of which may make examples, until there are enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from training.example import Example

BARREN = 20
"""Rounds in a row that make nothing, after which no more is hoped for: what is made is drawn by chance."""


def rounds(one: Callable[[], Iterable[Iterable[Example]]], count: int) -> Iterator[Example]:
    """The examples of round after round of ``one``, until a group of a round brings them to ``count``."""
    made = barren = 0
    while made < count and barren < BARREN:
        before = made
        for group in one():
            for example in group:
                yield example
                made += 1
            if made >= count:
                return
        barren = barren + 1 if made == before else 0
