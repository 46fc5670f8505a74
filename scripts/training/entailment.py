"""Examples from the public entailment sets, more of those that look like the task."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from attrib.text.sentences import split_sentences
from attrib.text.words import content_terms
from training.example import CONTRADICTED, NOT_SUPPORTED, SUPPORTED, Example
from training.sets import Row

MOST = {
    "ling_in_loop": 6000, "mnli": 10000, "conjnli": 3000, "snli": 2000, "mpe": 1000, "med": 3000,
    "counterfactual_nli": 5000, "mnli_llmsknow": 8000, "climate_fever": 2000, "multirc": 4000,
    "mctest_nli": 1200, "nli4ct": 1200, "control": 400,
}  # fmt: skip
"""Rows taken of the sets that are off the task (captions, templates) or long; of the rest, all."""
BROAD = MOST | {
    "ling_in_loop": 9000, "mnli": 18000, "conjnli": 6000, "snli": 5000, "mpe": 2000, "multirc": 9000,
    "mctest_nli": 3000, "mnli_llmsknow": 9500, "counterfactual_nli": 8000, "nli4ct": 2300,
}  # fmt: skip
"""The same for a mixture that has to read what shared words do not tell."""
WHOLE = {
    "ling_in_loop": 9000, "conjnli": 8000, "mpe": 4000, "med": 3000, "climate_fever": 2000,
    "multirc": 16000, "control": 400,
}  # fmt: skip
"""The same where a graphics card trains."""
REPEATED = {"fever_symmetric": 3}

_WORD = re.compile(r"\w{4,}|\d+")
LONG = 60
"""Premises of more words are not put among distractors: they have enough of their own."""
READ = 8
"""Most sentences of a premise that are kept: attrib reads no more of a source with a claim."""


def entailment(
    rows: Sequence[Row],
    rng: random.Random,
    most: Mapping[str, int] = MOST,
    hard_times: int = 1,
) -> list[Example]:
    """A shuffled epoch over the training rows, those that shared words mislead ``hard_times``."""
    by_set: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.held_out:
            by_set[row.dataset].append(row)
    examples: list[Example] = []
    for name in sorted(by_set):
        chosen = by_set[name]
        rng.shuffle(chosen)
        chosen = [narrowed(row) for row in chosen[: most.get(name, len(chosen))]]
        others = [row.premise for row in chosen if len(row.premise.split()) <= LONG]
        for row in chosen * REPEATED.get(name, 1):
            for _ in range(hard_times if is_hard(row.claim, row.premise, row.label) else 1):
                examples.extend(_examples(row, others, rng))
    rng.shuffle(examples)
    return examples


def is_hard(claim: str, premise: str, label: int) -> bool:
    """Supported by other words than its own, or not supported although its words are all there."""
    words, there = (set(_WORD.findall(text.casefold())) for text in (claim, premise))
    shared = len(words & there) / max(1, len(words))
    return shared < 0.5 if label == SUPPORTED else shared > 0.8


def narrowed(row: Row) -> Row:
    """The row with those sentences of its premise only that hold most of the claim's words."""
    sentences = split_sentences(row.premise)
    if len(sentences) <= READ:
        return row
    words = {term.stem for term in content_terms(row.claim)}
    texts = [row.premise[span.start : span.end] for span in sentences]
    held = [len(words & {term.stem for term in content_terms(text)}) for text in texts]
    best = sorted(range(len(texts)), key=lambda i: -held[i])[:READ]
    return replace(row, premise=" ".join(texts[i] for i in sorted(best)))


def _examples(row: Row, others: Sequence[str], rng: random.Random) -> Iterator[Example]:
    """The row; one in four among distractors; one in fifty with a premise of something else."""
    chance = rng.random()
    whole = ((0, len(row.premise)),)
    carried = () if row.label == SUPPORTED else None
    if chance < 0.25 and len(row.premise.split()) <= LONG:
        before, after = rng.randrange(3), rng.randrange(3)
        parts = [rng.choice(others) for _ in range(before + after)]
        parts = [part for part in parts if part != row.premise]
        before = min(before, len(parts))
        start = len(" ".join([*parts[:before], ""]))
        premise = " ".join([*parts[:before], row.premise, *parts[before:]])
        known = row.label in (SUPPORTED, CONTRADICTED)
        spans = ((start, start + len(row.premise)),) if known else None
        yield Example(row.claim, premise, row.label, row.dataset, spans, carried)
        return
    known = row.label in (SUPPORTED, CONTRADICTED) and len(row.premise.split()) <= LONG
    yield Example(row.claim, row.premise, row.label, row.dataset, whole if known else None, carried)
    if chance > 0.98:
        other = rng.choice(others) if others and chance < 0.99 else ""
        if other != row.premise:
            yield Example(row.claim, other, NOT_SUPPORTED, "irrelevant", (), ((0, len(row.claim)),))
