"""Held-out rows of sets that tell contradicted from not supported, to choose a threshold or weights on."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from training.example import NOT_OR_CONTRADICTED, SHORT, SUPPORTED
from training.heldout import Item, held_out_rows, items

from attrib.attribution.trained import TrainedScorer
from evaluation.calibrating import Besides, measure

THREE_WAY = frozenset(
    "boolq fool_me_twice semi_auto_nli counterfactual_nli mnli mnli_llmsknow snli climate_fever "
    "nli4ct control conjnli".split()
)
MOST_ROWS = 100
"""Held-out rows taken of each of these sets."""


def three_way(data: Path) -> list[Item]:
    rows = items([row for row in held_out_rows(data) if row.dataset in THREE_WAY])
    random.Random(0).shuffle(rows)
    taken: dict[str, list[Item]] = {}
    for item in rows:
        own = taken.setdefault(item.subset, [])
        if item.label != NOT_OR_CONTRADICTED and len(own) < MOST_ROWS:
            own.append(item)
    return [item for own in taken.values() for item in own]


def beside(scorer: TrainedScorer, data: Path) -> Besides:
    """Those of them with short sources, as ``scorer`` measures them."""
    rows = [item for item in three_way(data) if len(item.pair.sentences) <= SHORT]
    truth = np.array([item.label == SUPPORTED for item in rows])
    return Besides(measure(scorer, rows).x, truth)
