"""What the training is made of: changed details, rewrites, and the split."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from training.details import detail_pairs
from training.example import CONTRADICTED, NOT_OR_CONTRADICTED, SUPPORTED
from training.perturb import change
from training.rewrite import rewrite
from training.sets import part_of

PASSAGE = (
    "The mill at Harden was built in 1874 by Clara Voss. It has 12 storeys and is not open to "
    "visitors. In 1920, the owners sold the mill to Anton Reuter for 4,500 crowns. The largest "
    "wheel weighed more than the smallest boat on Lake Orrin, which lies north of the village."
)
NAMES = ["Peter Lang", "Borgholm", "Maria Fels", "Tarnow"]


@pytest.mark.parametrize("seed", range(40))
def test_one_detail_changes_and_the_rest_stays(seed):
    sentence = "In 1920, the owners sold the mill to Anton Reuter for 4,500 crowns."
    made = change(sentence, PASSAGE, NAMES, random.Random(seed))
    assert made is not None
    changed = made.apply(sentence)
    assert changed != sentence
    start, end = made.changed
    assert changed[:start] == sentence[: made.span.start]
    assert changed[end:] == sentence[made.span.end :]
    assert made.label in (CONTRADICTED, NOT_OR_CONTRADICTED)


def test_a_sentence_without_details_is_left_alone():
    assert change("Go away.", "", NAMES, random.Random(0)) is None


def test_negation_goes_both_ways():
    kinds = {}
    for seed in range(200):
        made = change("The mill is not open.", "", NAMES, random.Random(seed))
        kinds[made.kind] = made.apply("The mill is not open.")
    assert kinds["negation"] == "The mill is open."


def test_rewrites_keep_the_details():
    rng = random.Random(3)
    sentence = "On May 5, 1931, the works (a private company) employed 12 people."
    for _ in range(50):
        rewritten = rewrite(sentence, rng)
        assert "1931" in rewritten or "employed" in rewritten
        assert ("12" in rewritten) != ("twelve" in rewritten)


def test_pairs_share_their_passage_and_mark_the_evidence():
    examples = list(detail_pairs([PASSAGE], 60, random.Random(1)))
    for true, false in zip(examples[::2], examples[1::2], strict=True):
        assert true.premise == false.premise
        assert true.label == SUPPORTED
        assert true.unsupported == ()
        assert false.label != SUPPORTED
        ((start, end),) = false.unsupported
        assert 0 <= start < end <= len(false.claim)
        ((first, last),) = true.evidence
        assert true.premise[first:last].endswith(".")


def test_the_split_depends_on_the_text_alone():
    assert part_of("a premise") == part_of("a premise")
    assert 0.4 < sum(part_of(str(n)) for n in range(2000)) / 2000 < 0.6
