"""Claims beside sentences that are near to them and speak of something else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from training.heldout import Item

from attrib.attribution.scorer import Pair
from attrib.encoding.embedder import Embedder

EVERY = 3
"""One claim in so many is taken."""
NEAREST = 3
"""Sentences for each: what retrieval would bring where the documents do not answer."""
LEAST_WORDS = 7


def strangers(items: Sequence[Item], embedder: Embedder) -> list[Pair]:
    """Of some items the claim with each of the sentences nearest to it of other groups' items."""
    group_of = {
        sentence: item.group
        for item in items
        for sentence in item.pair.sentences
        if len(sentence.split()) >= LEAST_WORDS
    }
    sentences = list(group_of)
    vectors = embedder.encode(sentences)
    chosen = items[::EVERY]
    claims = embedder.encode([item.pair.claim for item in chosen])
    pairs = []
    for item, claim in zip(chosen, claims, strict=True):
        order = np.argsort(-(vectors @ claim), kind="stable")
        others = (sentences[i] for i in order if group_of[sentences[i]] != item.group)
        pairs += [item.pair._replace(sentences=(next(others),)) for _ in range(NEAREST)]
    return pairs
