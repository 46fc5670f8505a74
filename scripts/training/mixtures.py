"""The mixtures of examples that the stages of the training go through."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from training.compound import compound_claims
from training.contrast import contrast_sets
from training.details import detail_pairs, training_passages
from training.entailment import BROAD, entailment
from training.example import Example
from training.questions import question_claims, web_claims
from training.sets import support_rows

# Examples of the second stage; it must fit into what is left of an afternoon on two cores.
DETAILS, REPLAYED, QUESTIONS, WEB_TIMES = 36_000, 9_000, 6_000, 3
DETAILS_AGAIN, CONTRASTS, BROADLY, HARD_TIMES = 44_000, 24_000, 84_000, 2
COMPOUND, REST, WEB_AGAIN = 18_000, (10_000, 9_000, 26_000, 3_000), 5
CLOSE_TO_THE_TASK = frozenset(
    "fever_nli fever_rte2 fever_symmetric boolq covidfact citint semi_auto_nli healthver "
    "fool_me_twice scifact_rte rte scitail multirc irrelevant".split()
)


def entailment_mixture(data: Path, rng: random.Random) -> list[Example]:
    """The public entailment sets."""
    return entailment(support_rows(data), rng)


def details_mixture(data: Path, rng: random.Random) -> list[Example]:
    """Detail pairs, questions with answers, web claims, and some of the first stage again."""
    rows = support_rows(data)
    replay = [one for one in entailment(rows, rng) if one.source in CLOSE_TO_THE_TASK]
    examples = [
        *replay[:REPLAYED],
        *detail_pairs(training_passages(data, rows), DETAILS, rng),
        *question_claims(data, QUESTIONS, rng),
        *web_claims(data, WEB_TIMES, rng),
    ]
    rng.shuffle(examples)
    return examples


def contrast_mixture(data: Path, rng: random.Random) -> list[Example]:
    """Contrast sets, more detail pairs, and the entailment sets, hard rows twice."""
    rows = support_rows(data)
    examples = [
        *entailment(rows, rng, BROAD, HARD_TIMES)[:BROADLY],
        *contrast_sets(rows, CONTRASTS, rng),
        *detail_pairs(training_passages(data, rows), DETAILS_AGAIN, rng),
        *question_claims(data, QUESTIONS, rng),
        *web_claims(data, WEB_TIMES, rng),
    ]
    rng.shuffle(examples)
    return examples


def compound_mixture(data: Path, rng: random.Random) -> list[Example]:
    """Claims of two statements, and a share of everything that ``contrast`` has."""
    rows = support_rows(data)
    passages = training_passages(data, rows)
    details, contrasts, broadly, questions = REST
    examples = [
        *entailment(rows, rng, BROAD, HARD_TIMES)[:broadly],
        *contrast_sets(rows, contrasts, rng),
        *detail_pairs(passages, details, rng),
        *compound_claims(passages, COMPOUND, rng),
        *question_claims(data, questions, rng),
        *web_claims(data, WEB_AGAIN, rng),
    ]
    rng.shuffle(examples)
    return examples


MIXTURES: Mapping[str, Callable[[Path, random.Random], list[Example]]] = {
    "compound": compound_mixture,
    "contrast": contrast_mixture,
    "details": details_mixture,
    "entailment": entailment_mixture,
}
