"""Which sentences are read with their question."""

from __future__ import annotations

import pytest

from attrib.text.lead import lead, repeats

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


SOURCE = [
    "Breakfast is not reimbursed.",
    "Dinner is\n reimbursed.",
    "Within 30 days.",
    "Two trees.",
]


@pytest.mark.parametrize(
    ("sentence", "question", "alone"),
    [
        ("Dinner is reimbursed.", "Is dinner reimbursed?", True),
        ("Dinner is reimbursed", "What is reimbursed?", True),
        ("Lunch is reimbursed.", "Is lunch reimbursed?", False),
        ("Within 30 days.", "When do I get my refund?", False),  # of what, nobody knows
        ("Dinner is reimbursed.", "", False),
    ],
)
def test_what_the_source_says_of_what_is_asked_needs_no_question(sentence, question, alone):
    assert repeats(sentence, question, SOURCE) is alone
