"""Contrast sets out of supported rows: one detail of the claim changed, and of the premise as well.

As in fever_symmetric (https://aclanthology.org/D19-1341), every claim of a set of four stands once
beside a premise that supports it and once beside one that does not, and every premise likewise, so
that neither alone gives the label away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from attrib.attribution.details.found import find
from training.example import NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.perturb import change
from training.rounds import rounds
from training.sets import Row

SETS = frozenset(
    "fever_nli fever_rte2 fever_symmetric fool_me_twice covidfact semi_auto_nli mnli rte "
    "scifact_rte nli4ct multirc counterfactual_nli".split()
)
LONGEST = 120
"""Words of a premise."""


def contrast_sets(rows: Sequence[Row], count: int, rng: random.Random) -> Iterator[Example]:
    """At least ``count`` examples, where the rows give so many, in sets of two or four."""
    chosen = [
        row
        for row in rows
        if row.dataset in SETS and row.label == SUPPORTED and not row.held_out
        and len(row.premise.split()) <= LONGEST and len(row.claim.split()) >= 4
    ]  # fmt: skip
    rng.shuffle(chosen)
    names = sorted({d.text for row in chosen for d in find(row.premise).names if len(d.text) > 3})
    return rounds(lambda: (_contrast(row, names, rng) for row in chosen), count)


def _contrast(row: Row, names: Sequence[str], rng: random.Random) -> Iterator[Example]:
    made = change(row.claim, row.premise, names, rng)
    if made is None:
        return
    source = f"contrast-{made.kind}"
    changed = made.apply(row.claim)
    kept = ((made.span.start, made.span.end),)
    yield Example(row.claim, row.premise, SUPPORTED, source, None, ())
    yield Example(changed, row.premise, made.label, source, None, (made.changed,))
    old = row.claim[made.span.start : made.span.end]
    if not re.search(rf"\b{re.escape(old)}\b", row.premise) or made.new in row.premise:
        return
    premise = re.sub(rf"\b{re.escape(old)}\b", lambda _: made.new, row.premise)
    yield Example(changed, premise, SUPPORTED, source, None, ())
    yield Example(row.claim, premise, NOT_OR_CONTRADICTED, source, None, kept)
