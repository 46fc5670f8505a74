"""The mixtures of examples that the stages of the training go through."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from training.absent import absent_claims
from training.choosing import WANTED, chosen
from training.compound import compound_claims
from training.contrast import contrast_sets
from training.details import detail_pairs, training_passages
from training.entailment import BROAD, MOST, WHOLE, entailment
from training.example import SHORT, SUPPORTED, Example
from training.judged import judged_answers
from training.questions import question_claims, web_claims
from training.sets import support_rows
from training.short import is_short, near_pairs, near_passages, short

Part = Callable[[Path, random.Random], Iterable[Example]]
Parts = Mapping[str, Part]

# Examples of the second stage; it must fit into what is left of an afternoon on two cores.
REPLAYED = 9_000
ALL = 1_000_000
"""More than there are."""
CLOSE_TO_THE_TASK = frozenset(
    "fever_nli fever_rte2 fever_symmetric boolq covidfact citint semi_auto_nli healthver "
    "fool_me_twice scifact_rte rte scitail multirc irrelevant".split()
)


def _entailment(data: Path, rng: random.Random) -> list[Example]:
    return entailment(support_rows(data), rng, MOST)


def _replay(data: Path, rng: random.Random) -> list[Example]:
    replayed = [one for one in _entailment(data, rng) if one.source in CLOSE_TO_THE_TASK]
    return replayed[:REPLAYED]


def _broad(
    of_sets: Mapping[str, int], hard_times: int, most: int | None, data: Path, rng: random.Random
) -> list[Example]:
    """Rows that shared words mislead ``hard_times``."""
    return entailment(support_rows(data), rng, of_sets, hard_times)[:most]


def _details(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return detail_pairs(training_passages(data, support_rows(data)), count, rng)


def _contrasts(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return contrast_sets(support_rows(data), count, rng)


def _compound(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return compound_claims(training_passages(data, support_rows(data)), count, rng)


def _absent(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return absent_claims(training_passages(data, support_rows(data)), count, rng)


def _questions(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return question_claims(data, count, rng)


def _web(times: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return web_claims(data, times, rng)


def _near(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return near_pairs(support_rows(data), count, rng)


def _near_passages(count: int, data: Path, rng: random.Random) -> Iterable[Example]:
    return near_passages(training_passages(data, support_rows(data)), count, rng)


def _short_questions(data: Path, rng: random.Random) -> Iterable[Example]:
    """All beside short sources: of the false ones, of which there are three for a true one, half."""
    for one in question_claims(data, ALL, rng):
        if is_short(one.claim, one.premise) and (one.label == SUPPORTED or rng.random() < 0.55):
            yield one


def _short(part: Part, data: Path, rng: random.Random) -> Iterable[Example]:
    return short(part(data, rng), rng)


MIXTURES: dict[str, Parts] = {
    "entailment": {"entailment": _entailment},
    "details": {
        "replay": _replay,
        "details": partial(_details, 36_000),
        "questions": partial(_questions, 6_000),
        "web": partial(_web, 3),
    },
    "everything": {
        "broad": partial(_broad, BROAD, 2, None),
        "details": partial(_details, 56_000),
        "contrasts": partial(_contrasts, 40_000),
        "compound": partial(_compound, 24_000),
        "absent": partial(_absent, 14_000),
        "questions": partial(_questions, 16_000),
        "web": partial(_web, 6),
    },
    "balanced": {
        "broad": partial(_broad, BROAD, 1, 60_000),
        "details": partial(_details, 14_000),
        "contrasts": partial(_contrasts, 12_000),
        "compound": partial(_compound, 16_000),
        "absent": partial(_absent, 40_000),
        "questions": partial(_questions, 5_000),
        "web": partial(_web, 6),
    },
    "whole": {
        "whole": partial(_broad, WHOLE, 2, None),
        "details": partial(_details, 70_000),
        "contrasts": partial(_contrasts, 60_000),
        "compound": partial(_compound, 30_000),
        "absent": partial(_absent, 40_000),
        "questions": partial(_questions, 20_000),
        "web": partial(_web, 6),
    },
    "short_questions": {"questions": _short_questions},
    "judged": {"judged": judged_answers},
    "judged_short": {"judged": partial(judged_answers, most=SHORT)},
}
MIXTURES["short"] = {
    **{name: partial(_short, part) for name, part in MIXTURES["whole"].items()},
    "near": partial(_near, 60_000),
    "near passages": partial(_near_passages, 6_000),
}

NAMES = sorted([*MIXTURES, *WANTED])
"""Those in WANTED are made from "everything" and "balanced"."""


def mixture(name: str, data: Path, seed: int) -> list[Example]:
    """The shuffled examples of a mixture; its parts are made side by side, each with its own seed."""
    if name in WANTED:
        both = [*mixture("everything", data, seed), *mixture("balanced", data, seed)]
        return chosen(name, both, random.Random(seed))
    parts = MIXTURES[name]
    # A forked child may hang where its parent has used torch.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        made = [pool.submit(_made, name, part, data, seed) for part in parts]
        examples = [example for future in made for example in future.result()]
    random.Random(seed).shuffle(examples)
    return examples


def _made(name: str, part: str, data: Path, seed: int) -> list[Example]:
    return list(MIXTURES[name][part](data, random.Random(f"{part} {seed}")))
