"""Claims about what a passage speaks of but does not say: answers are full of them, and words shared
by chance or by topic are all that there is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from attrib.text.sentences import split_sentences
from attrib.text.words import content_terms
from training.example import NOT_SUPPORTED, SUPPORTED, Example
from training.rewrite import rewrite
from training.rounds import rounds

SHORTEST, LONGEST = 6, 45
"""Words of a claim."""
MOST = 5
"""Most sentences of a passage."""
NEAR = 6
"""Passages before and after, mostly of the same article, among which the one most alike is taken."""


def absent_claims(passages: Sequence[str], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` examples: a claim with the sentences that say it, and with their neighbours
    only or the most alike of the passages around.
    """
    split = [[t[s.start : s.end] for s in split_sentences(t)] for t in passages]
    split = [sentences for sentences in split if len(sentences) >= 4]

    def one() -> Iterator[Iterator[Example]]:
        for number in rng.sample(range(len(split)), len(split)):
            around = [*split[max(0, number - NEAR) : number], *split[number + 1 :][:NEAR]]
            yield _pair(split[number], around, rng)

    return rounds(one, count)


def _pair(
    sentences: list[str], around: Sequence[list[str]], rng: random.Random
) -> Iterator[Example]:
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
    if around and rng.random() < 0.6:
        rest = _most_alike(claim, around)
    else:
        rest = [s for i, s in enumerate(window) if i != place]
    if original not in rest:
        yield Example(claim, " ".join(rest), NOT_SUPPORTED, "absent", ())


def _most_alike(claim: str, around: Sequence[list[str]]) -> list[str]:
    """Of the first sentences of each passage those that share most words with the claim."""
    words = {term.stem for term in content_terms(claim)}

    def shared(sentences: list[str]) -> int:
        return len(words & {term.stem for term in content_terms(" ".join(sentences))})

    return max((sentences[:MOST] for sentences in around), key=shared)
