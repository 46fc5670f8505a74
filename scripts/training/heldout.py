"""Development rows as pairs for a scorer: no training saw them, or, of AttributionBench, none that
is measured on them.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from attrib.answers.claims import without_markers
from attrib.attribution.scorer import Pair
from attrib.text.lead import lead
from attrib.text.sentences import split_sentences
from training.details import WINDOW, detail_pairs, held_out_passages
from training.example import SHORT
from training.sets import Row, read, support_rows

FOLDS = 5
LONG_PAIRS = 1300
"""Pairs of which the long ones are taken."""
LONGEST = 30
"""Most sentences of their passages."""


@dataclass(frozen=True, slots=True)
class Item:
    """A pair, and what people said of it: a label of training.example, a subset, a group."""

    pair: Pair
    label: int
    subset: str
    group: str
    key: str
    """Names the row without its words, however attrib cuts and cleans them: ``key_of`` these."""


def key_of(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def sentences_of(text: str) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in split_sentences(text))


def question_of_short(row: dict[str, Any]) -> str:
    """What attrib reads before a claim."""
    return lead(without_markers(row["claim"]), row["question"] or "")


def attributionbench(
    data: Path, before: Callable[[dict[str, Any]], str] = question_of_short
) -> list[Item]:
    """Judged answers of generative search engines; the group is the question, and no two
    questions share a reference.

    ``before`` gives the words that are read before the claim. Citation markers are taken out, as
    attrib does with the answers it audits: every claim of ExpertQA ends in them.
    """
    return [
        Item(
            Pair(
                led + without_markers(row["claim"]),
                tuple(s for text in row["references"] for s in sentences_of(text)),
                lead=len(led),
            ),
            0 if row["attribution_label"] == "attributable" else 1,
            row["src_dataset"], row["question"],
            key_of(row["question"] or "", row["claim"], *row["references"]),
        )
        for row in read(data / "attributionbench_dev.jsonl.gz")
        for led in [before(row)]
    ]  # fmt: skip


def folds(items: list[Item]) -> NDArray[np.int64]:
    """Of each item the fold, 0 to FOLDS - 1, that it is held out with: a group is in one fold."""
    number = np.zeros(len(items), dtype=np.int64)
    groups = [item.group for item in items]
    if len(set(groups)) < FOLDS:
        raise SystemExit(
            f"the rows of attributionbench_dev.jsonl.gz are about {len(set(groups))} questions: give at "
            f"least {FOLDS}, one for each fold, or leave its part out with --only"
        )
    for fold, (_, held_out) in enumerate(GroupKFold(FOLDS).split(number, groups=groups)):
        number[held_out] = fold
    return number


def held_out_rows(data: Path) -> list[Row]:
    return [row for row in support_rows(data) if row.held_out]


def items(rows: list[Row]) -> list[Item]:
    return [
        Item(
            Pair(r.claim, sentences_of(r.premise)), r.label, r.dataset, r.premise,
            key_of(r.claim, r.premise),
        )
        for r in rows
    ]  # fmt: skip


def symmetric_pairs(rows: list[Row]) -> list[tuple[Item, Item]]:
    """fever_symmetric: one premise, a claim that it supports and one that it contradicts."""
    by_premise: dict[str, dict[int, Item]] = defaultdict(dict)
    for item in items([r for r in rows if r.dataset == "fever_symmetric"]):
        by_premise[item.group][0 if item.label == 0 else 1] = item
    return [(both[0], both[1]) for both in by_premise.values() if len(both) == 2]


def detail_items(data: Path, count: int) -> list[tuple[Item, Item]]:
    """Detail pairs from articles that no training saw."""
    return _pairs(data, count, WINDOW)


def long_detail_items(data: Path) -> list[tuple[Item, Item]]:
    """The like beside more sentences of their passages than count as short."""
    pairs = _pairs(data, LONG_PAIRS, LONGEST)
    return [pair for pair in pairs if len(pair[0].pair.sentences) > SHORT]


def _pairs(data: Path, count: int, most: int) -> list[tuple[Item, Item]]:
    passages = held_out_passages(data)
    made = list(detail_pairs(passages, 2 * count, random.Random(7), most))[: 2 * count]
    found = [
        Item(
            Pair(e.claim, sentences_of(e.premise)), e.label, e.source, e.premise,
            key_of(e.claim, e.premise),
        )
        for e in made
    ]  # fmt: skip
    return list(zip(found[::2], found[1::2], strict=True))


def web_claims(data: Path) -> list[dict[str, Any]]:
    return list(read(data / "wice_claim_dev.jsonl.gz"))


def web_tokens(data: Path) -> list[dict[str, Any]]:
    return list(read(data / "wice_tokens_dev.jsonl.gz"))
