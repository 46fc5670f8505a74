"""Which sentences are read with their question."""

from __future__ import annotations

import pytest

from attrib.text.lead import lead

QUESTION = "When was the harbour dredged?"


@pytest.mark.parametrize(
    "sentence", ["1931.", "In the spring of that year.", "1931年。", "在春天。"]
)
def test_a_sentence_that_says_little_alone_is_read_with_its_question(sentence):
    assert lead(sentence, QUESTION) == f"{QUESTION} "


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour was dredged in the spring.",
        "港口在那一年的春天被疏浚过一次。",
        "その港はその年の春に浚渫された。",
        "ท่าเรือถูกขุดลอกในฤดูใบไม้ผลิปีนั้น",
    ],
)
def test_a_sentence_that_says_enough_is_read_alone(sentence):
    assert lead(sentence, QUESTION) == ""


def test_without_a_question_nothing_stands_before_it():
    assert lead("1931.", " ") == ""
