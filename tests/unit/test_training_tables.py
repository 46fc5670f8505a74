"""Questions on rows of tables that the reader is taught with."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from training.tables import KINDS, LONGEST, table_examples

from attrib.text.cells import cells

EXAMPLES = table_examples(600, random.Random(7))
KIND_FILES = sorted(KINDS.glob("*.json"))


def test_the_same_seed_makes_the_same_examples():
    assert table_examples(50, random.Random(7)) == EXAMPLES[:50]
    assert table_examples(50, random.Random(8)) != EXAMPLES[:50]


def test_an_answer_is_a_whole_cell_of_the_row_that_is_asked_for():
    answered = [one for one in EXAMPLES if one.answer]
    assert len(answered) > 300
    for one in answered:
        start, end = one.answer
        line = next(
            line
            for line in one.passage.split("\n")
            if one.passage.index(line) <= start < one.passage.index(line) + len(line)
        )
        assert one.passage[start:end] in [cell.value for cell in cells(line)]
        assert one.relevant and one.answerable


def test_half_of_the_kinds_of_questions_have_no_answer():
    kinds = Counter(one.source for one in EXAMPLES)
    assert kinds.keys() == {"table", "table-unanswerable", "table-other"}
    assert 0.2 < 1 - kinds["table"] / len(EXAMPLES) < 0.5
    for one in EXAMPLES:
        assert one.answerable == bool(one.answer)
        assert one.source != "table-other" or not one.relevant


def test_passages_are_as_long_as_those_of_an_index():
    assert max(len(one.passage) for one in EXAMPLES) < LONGEST + 200
    assert min(len(one.passage) for one in EXAMPLES) > 50


@pytest.mark.parametrize("path", KIND_FILES, ids=[path.stem for path in KIND_FILES])
def test_every_kind_has_what_the_examples_are_made_of(path):
    for kind in json.loads(path.read_text(encoding="utf-8")):
        assert (
            len(kind["columns"]) >= 4 and len(kind["names"]) >= 9 and kind["title"] and kind["key"]
        )
        for column in kind["columns"]:
            assert column["header"] and all("{name}" in ask for ask in column["ask"])
            assert all("{value}" in which for which in column["which"])
        assert all("{name}" in missing for missing in kind["missing"])
