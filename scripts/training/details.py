"""Detail pairs: the same passage, a claim that it carries, and one with a single detail changed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrib.attribution.details.found import find
from attrib.text.sentences import split_sentences
from training.example import SUPPORTED, Example
from training.perturb import change
from training.rewrite import rewrite
from training.rounds import rounds
from training.sets import Row, read

WINDOW = 4
"""Most sentences of a passage around the one that the claim is made of."""


def training_passages(data: Path, rows: Sequence[Row]) -> list[str]:
    """Passages of several sentences from the training sets, each once."""
    wanted = {"boolq", "fever_nli", "fever_rte2", "covidfact", "rte", "multirc", "mctest_nli"}
    texts = [row.premise for row in rows if row.dataset in wanted and not row.held_out]
    texts += [row["context"] for row in read(data / "qa_squad1_train.jsonl.gz")]
    for row in read(data / "qa_hotpot_dev.jsonl.gz"):
        texts += [part.split("\n", 1)[-1] for part in row["context"].split("\n\n")]
    return [text for text in dict.fromkeys(texts) if 200 <= len(text) <= 4000]


def held_out_passages(data: Path) -> list[str]:
    """Passages of the articles of squad2 and xquad, which no training sees."""
    files = ("qa_squad2_dev.jsonl.gz", "qa_xquad_dev.jsonl.gz")
    return list(dict.fromkeys(row["context"] for file in files for row in read(data / file)))


def detail_pairs(
    passages: Sequence[str], count: int, rng: random.Random, most: int = WINDOW
) -> Iterator[Example]:
    """At most ``count`` examples: carried and changed claims in turn, each pair on ``most`` sentences or
    fewer of one passage.
    """
    split = [[text[span.start : span.end] for span in split_sentences(text)] for text in passages]
    names = sorted({d.text for s in split for d in find(" ".join(s[:3])).names if len(d.text) > 3})

    def one() -> Iterator[Iterator[Example]]:
        order = list(range(len(split)))
        rng.shuffle(order)
        return (_pair(split[number], names, rng, most) for number in order)

    return rounds(one, count)


def _pair(
    sentences: list[str], names: Sequence[str], rng: random.Random, most: int
) -> Iterator[Example]:
    usable = [i for i, s in enumerate(sentences) if 6 <= len(s.split()) <= 45]
    if not usable:
        return
    place = rng.choice(usable)
    before, after = rng.randrange(most), rng.randrange(most)
    first = max(0, place - before)
    window = sentences[first : min(place + after + 1, first + most)]
    place -= first
    if place >= len(window):
        return
    rest = " ".join(s for i, s in enumerate(window) if i != place)
    original = window[place]
    claim = rewrite(original, rng) if rng.random() < 0.6 else original
    made = change(claim, rest, names, rng)
    if made is None:
        return
    changed = made.apply(claim)
    source = f"detail-{made.kind}"
    true, false = claim, changed
    carried = original
    if rng.random() < 0.3 and claim == original:
        # The passage is changed instead: what the claim says must be read there, not known.
        true, false, carried = changed, claim, changed
    start = len(" ".join([*window[:place], ""])) if place else 0
    premise = " ".join([*window[:place], carried, *window[place + 1 :]])
    evidence = ((start, start + len(carried)),)
    where = made.changed if false == changed else (made.span.start, made.span.end)
    yield Example(true, premise, SUPPORTED, source, evidence, ())
    yield Example(false, premise, made.label, source, evidence, (where,))
