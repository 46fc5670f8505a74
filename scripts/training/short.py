"""Claims beside short sources: those of other mixtures, and near ones that nobody labelled.

What is near is beside the point as often as not: a network that learns of it from a teacher sees
claims beside premises that no set has put together.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import faiss

from attrib.encoding.embedder import load_embedder
from attrib.text.sentences import split_sentences
from training.example import SHORT, UNLABELLED, Example
from training.sets import Row

LONGEST = 100
"""Words of a premise."""
BRIEF, WORDS = 14, 60
"""Words of a claim in which a single one decides, and of the longest claim."""
SETS = frozenset(
    "fever_nli fever_rte2 fever_symmetric fool_me_twice covidfact semi_auto_nli counterfactual_nli "
    "climate_fever healthver scifact_rte citint boolq scitail rte mnli mnli_llmsknow nli4ct control "
    "multirc wice".split()
)
NEAREST = 3
"""Premises, and other claims, that a claim is put beside."""
KEPT = {
    **dict.fromkeys("question mpe ling_in_loop med".split(), 0.1),
    **dict.fromkeys("snli conjnli irrelevant".split(), 0.15),
    **dict.fromkeys(
        "contrast-negation present absent fracas detail-name detail-negation".split(), 0.3
    ),
    **dict.fromkeys("mnli contrast-name counterfactual_nli boolq detail-number".split(), 0.4),
    **dict.fromkeys("mnli_llmsknow contrast-number contrast-role wice".split(), 0.5),
    **dict.fromkeys("detail-role detail-opposite contrast-opposite".split(), 0.5),
    **dict.fromkeys("fever_nli fever_rte2 semi_auto_nli".split(), 0.75),
}
"""Share of the examples of a source that is kept; of others all: what speaks of facts counts most."""
KEPT_OF_LONGER = 0.3
"""Share of these whose claim is longer than BRIEF."""


def is_short(claim: str, premise: str) -> bool:
    return 0 < len(claim.split()) <= WORDS and is_short_premise(premise)


def is_short_premise(premise: str) -> bool:
    return len(premise.split()) <= LONGEST and len(split_sentences(premise)) <= SHORT


def short(examples: Iterable[Example], rng: random.Random) -> Iterator[Example]:
    """Those with a short premise, of each source and length the share that is kept."""
    for one in examples:
        if is_short(one.claim, one.premise):
            longer = len(one.claim.split()) > BRIEF
            if rng.random() < KEPT.get(one.source, 1.0) * (KEPT_OF_LONGER if longer else 1.0):
                yield one


def near_pairs(rows: Sequence[Row], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` claims beside the nearest premises of other rows, and beside the nearest
    other claims as premises.
    """
    own = [r for r in rows if r.dataset in SETS and not r.held_out and is_short(r.claim, r.premise)]
    claims = sorted({row.claim for row in own})
    premises = sorted({row.premise for row in own} | set(claims))
    together = {(row.claim, row.premise) for row in own}
    return islice(_near(claims, premises, together, rng), count)


def near_passages(passages: Sequence[str], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` sentences beside the nearest threes of sentences that do not hold them."""
    some = rng.sample(passages, min(len(passages), count))
    split = [[text[s.start : s.end] for s in split_sentences(text)] for text in some]
    threes = [" ".join(s[n : n + 3]) for s in split for n in range(0, len(s), 3)]
    claims = [one for s in split for one in s if BRIEF <= len(one.split()) <= WORDS]
    premises = [three for three in threes if is_short_premise(three)]
    return islice(_near(claims, premises, set(), rng), count)


def _near(
    claims: list[str], premises: list[str], together: set[tuple[str, str]], rng: random.Random
) -> Iterator[Example]:
    embedder = load_embedder("all-MiniLM-L6-v2")
    index = faiss.IndexFlatIP(embedder.dimension)
    index.add(embedder.encode(premises))
    rng.shuffle(claims)
    for first in range(0, len(claims), 1024):
        some = claims[first : first + 1024]
        _, found = index.search(embedder.encode(some), min(NEAREST + 2, len(premises)))
        for claim, near in zip(some, found, strict=True):
            beside = [premises[n] for n in near]
            others = [p for p in beside if claim not in p and (claim, p) not in together]
            for premise in others[:NEAREST]:
                yield Example(claim, premise, UNLABELLED, "near")
