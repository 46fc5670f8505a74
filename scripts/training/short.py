"""Short claims beside short sources: those of other mixtures, and near ones that nobody labelled.

What is near is beside the point as often as not: a network that learns of it from a teacher sees
claims beside premises that no set has put together.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import faiss

from attrib.attribution.trained import BRIEF_SENTENCES, BRIEF_WORDS
from attrib.encoding.embedder import load_embedder
from attrib.text.sentences import split_sentences
from training.example import UNLABELLED, Example
from training.sets import Row

WORDS = BRIEF_WORDS + 2
"""Most words of a claim: a few more than the scorer asks for, so that its limit is no edge."""
LONGEST = 100
"""Words of a premise."""
SETS = frozenset(
    "fever_nli fever_rte2 fever_symmetric fool_me_twice covidfact semi_auto_nli counterfactual_nli "
    "climate_fever healthver scifact_rte citint boolq scitail rte mnli mnli_llmsknow".split()
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


def is_brief(claim: str, premise: str) -> bool:
    return (
        0 < len(claim.split()) <= WORDS
        and len(premise.split()) <= LONGEST
        and len(split_sentences(premise)) <= BRIEF_SENTENCES
    )


def brief(examples: Iterable[Example], rng: random.Random) -> Iterator[Example]:
    """Those that are brief, of each source the share that is KEPT."""
    return (
        one
        for one in examples
        if is_brief(one.claim, one.premise) and rng.random() < KEPT.get(one.source, 1.0)
    )


def near_pairs(rows: Sequence[Row], count: int, rng: random.Random) -> Iterator[Example]:
    """At most ``count`` claims beside the nearest premises of other rows, and beside the nearest
    other claims as premises.
    """
    return islice(_near_pairs(rows, rng), count)


def _near_pairs(rows: Sequence[Row], rng: random.Random) -> Iterator[Example]:
    own = [r for r in rows if r.dataset in SETS and not r.held_out and is_brief(r.claim, r.premise)]
    together = {(row.claim, row.premise) for row in own}
    claims = sorted({row.claim for row in own})
    premises = sorted({row.premise for row in own} | set(claims))
    embedder = load_embedder("all-MiniLM-L6-v2")
    index = faiss.IndexFlatIP(embedder.dimension)
    index.add(embedder.encode(premises))
    rng.shuffle(claims)
    for first in range(0, len(claims), 1024):
        some = claims[first : first + 1024]
        _, found = index.search(embedder.encode(some), NEAREST + 2)
        for claim, near in zip(some, found, strict=True):
            beside = [premises[n] for n in near]
            others = [p for p in beside if p != claim and (claim, p) not in together]
            for premise in others[:NEAREST]:
                yield Example(claim, premise, UNLABELLED, "near")
