"""Smaller mixtures, for a larger network and for what it teaches: so many of each kind of example."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from training.entailment import is_hard
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
    "hard": {
        "symmetric": 1_500, "hard": 8_000, "close": 5_500, "contrast": 6_000, "detail": 1_500,
        "compound": 1_000, "absent": 500, "present": 500, "question": 500, "web": 300,
        "caption": 700,
    },
    "taught": {
        "detail": 11_000, "contrast": 6_000, "compound": 2_500, "absent": 1_000, "present": 1_000,
        "question": 500, "web": 500, "nli": 1_500, "close": 6_000,
    },
}  # fmt: skip
"""Of each mixture the examples of each kind; ``close`` are human-made sets that look like the task,
``hard`` those of them, and of general ones, that shared words mislead.
"""
MOST_CHARACTERS = 1600
MADE = ("detail", "contrast", "compound", "absent", "present", "question", "web")
CAPTIONS = frozenset("snli mpe ling_in_loop conjnli med cb fracas".split())
PLAIN = frozenset("mnli mnli_llmsknow counterfactual_nli".split())


def chosen(name: str, examples: Iterable[Example], rng: random.Random) -> list[Example]:
    """As many of each kind as WANTED says of the mixture, the shorter ones, shuffled."""
    kinds: dict[str, list[Example]] = defaultdict(list)
    for one in dict.fromkeys(examples):
        if len(one.premise) < MOST_CHARACTERS:
            kind = next((k for k in _kinds(one) if k in WANTED[name]), "")
            kinds[kind].append(one)
    found = []
    for kind, count in WANTED[name].items():
        rng.shuffle(kinds[kind])
        found += kinds[kind][:count]
    rng.shuffle(found)
    return found


def _kinds(one: Example) -> Iterator[str]:
    """The kinds that an example is of, the narrowest first."""
    if made := next((kind for kind in MADE if one.source.startswith(kind)), None):
        yield made
    elif one.source in CAPTIONS:
        yield "caption"
    else:
        if one.source == "fever_symmetric":
            yield "symmetric"
        if is_hard(one.claim, one.premise, one.label):
            yield "hard"
        yield "nli" if one.source in PLAIN else "close"
