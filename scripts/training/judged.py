"""Judged answers of AttributionBench's development set, as training examples fold by fold.

A network that is to be measured on a fold is trained without the fold's examples: their source
says which fold they are of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from attrib.attribution.details.found import find
from attrib.attribution.excerpts import excerpts
from attrib.encoding.embedder import load_embedder
from training.example import NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.heldout import attributionbench, folds
from training.perturb import change

TIMES = {"AttributedQA": 5, "LFQA": 4, "ExpertQA": 3, "Stanford-GenSearch": 3}
"""Small subsets are repeated more: they count the same in the mean."""


def judged_answers(data: Path, rng: random.Random, most: int | None = None) -> Iterator[Example]:
    """Each claim with the sentences that attrib reads with it; of a supported one also a false
    claim, with one detail changed. With ``most`` only where the source has no more sentences.
    """
    items = attributionbench(data)
    read = excerpts([item.pair for item in items], load_embedder("all-MiniLM-L6-v2"))
    names = sorted({d.text for r in read for d in find(r.passage).names if len(d.text) > 3})
    for item, excerpt, fold in zip(items, read, folds(items), strict=True):
        if most is not None and len(item.pair.sentences) > most:
            continue
        claim, passage, source = excerpt.claim.text, excerpt.passage, f"judged-{fold}"
        true = item.label == SUPPORTED
        label = SUPPORTED if true else NOT_OR_CONTRADICTED
        for _ in range(TIMES[item.subset]):
            yield Example(claim, passage, label, source, None, () if true else None)
        made = change(claim, passage, names, rng) if true else None
        if made:
            yield Example(
                made.apply(claim), passage, NOT_OR_CONTRADICTED, source, None, (made.changed,)
            )
