"""The mixtures of examples that the stages of the training go through."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from training.entailment import entailment
from training.example import Example
from training.sets import support_rows


def entailment_mixture(data: Path, rng: random.Random) -> list[Example]:
    """The public entailment sets."""
    return entailment(support_rows(data), rng)


MIXTURES: Mapping[str, Callable[[Path, random.Random], list[Example]]] = {
    "entailment": entailment_mixture,
}
