"""Claims about what a passage speaks of but does not say: their sentence was taken out of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from attrib.text.sentences import split_sentences
from training.example import NOT_SUPPORTED, SUPPORTED, Example
from training.rewrite import rewrite

SHORTEST, LONGEST = 6, 45
"""Words of a claim."""
MOST = 5
"""Most sentences of a passage."""


def absent_claims(passages: Sequence[str], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` examples: a claim with a passage that says it, and with its neighbours only."""
    split = [[t[s.start : s.end] for s in split_sentences(t)] for t in passages]
    split = [sentences for sentences in split if len(sentences) >= 4]
    made = 0
    while made < count:
        for sentences in rng.sample(split, len(split)):
            for example in _pair(sentences, rng):
                yield example
                made += 1
            if made >= count:
                return


def _pair(sentences: list[str], rng: random.Random) -> Iterator[Example]:
    first = rng.randrange(len(sentences) - 2)
    window = sentences[first : first + MOST]
    usable = [i for i, s in enumerate(window) if SHORTEST <= len(s.split()) <= LONGEST]
    if not usable:
        return
    place = rng.choice(usable)
    original = window[place]
    claim = rewrite(original, rng) if rng.random() < 0.7 else original
    start = len(" ".join([*window[:place], ""])) if place else 0
    evidence = ((start, start + len(original)),)
    yield Example(claim, " ".join(window), SUPPORTED, "present", evidence, ())
    rest = " ".join(s for i, s in enumerate(window) if i != place)
    if original not in rest:
        yield Example(claim, rest, NOT_SUPPORTED, "absent", ())
