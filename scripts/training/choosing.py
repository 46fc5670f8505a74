"""Smaller mixtures, for a larger network and for what it teaches: so many of each kind of example."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from training.example import Example

WANTED = {
    "chosen": {
        "detail": 13_000, "contrast": 10_000, "compound": 7_000, "absent": 4_000, "present": 3_000,
        "question": 4_000, "web": 1_500, "caption": 1_500, "nli": 6_000, "close": 20_000,
    },
    "closer": {
        "detail": 3_000, "contrast": 7_000, "compound": 2_000, "absent": 1_000, "present": 1_000,
        "question": 1_500, "web": 500, "caption": 1_000, "nli": 2_500, "close": 10_500,
    },
    "taught": {
        "detail": 11_000, "contrast": 6_000, "compound": 2_500, "absent": 1_000, "present": 1_000,
        "question": 500, "web": 500, "nli": 1_500, "close": 6_000,
    },
}  # fmt: skip
"""Of each mixture the examples of each kind; ``close`` are human-made sets that look like the task."""
MOST_CHARACTERS = 1600
MADE = ("detail", "contrast", "compound", "absent", "present", "question", "web")
CAPTIONS = frozenset("snli mpe ling_in_loop conjnli med cb fracas".split())
PLAIN = frozenset("mnli mnli_llmsknow counterfactual_nli".split())


def chosen(name: str, examples: Iterable[Example], rng: random.Random) -> list[Example]:
    """As many of each kind as WANTED says of the mixture, the shorter ones, shuffled."""
    kinds: dict[str, list[Example]] = defaultdict(list)
    for one in dict.fromkeys(examples):
        if len(one.premise) < MOST_CHARACTERS:
            kinds[_kind(one.source)].append(one)
    found = []
    for kind, count in WANTED[name].items():
        rng.shuffle(kinds[kind])
        found += kinds[kind][:count]
    rng.shuffle(found)
    return found


def _kind(source: str) -> str:
    if source in CAPTIONS:
        return "caption"
    if source in PLAIN:
        return "nli"
    return next((kind for kind in MADE if source.startswith(kind)), "close")
