"""When what answers best is about another code or year than the question."""

from __future__ import annotations

import pytest

from attrib.generation.another import is_of_another
from attrib.types import Passage, RetrievedPassage, Source, Span


def retrieved(text: str, title: str = "", uri: str = "a") -> RetrievedPassage:
    passage = Passage(uri, 0, len(text), text, (Span(0, len(text)),), None, ())
    return RetrievedPassage(passage, Source(uri, uri, title), 1.0, 0.5)


SOLD = "We sold 120 boilers in March 2024."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many boilers did we sell in 2023?", SOLD),
        ("How many boilers did we sell between 2023 and 2024?", SOLD),
        ("what does error e111 mean?", "Error E110 means that the water pressure is too low."),
        ("price of bx-225", "The BX-226 costs 40 euros."),
        ("What was the revenue in FY2022?", "The fiscal year 2023 brought 4.2 million euros."),
    ],
)
def test_what_tells_of_another_code_or_year_does_not_answer(question, said):
    assert is_of_another(question, said, 0, [retrieved(said)])
    elsewhere = retrieved("2022 and 2023; e111, bx-225, FY2022.", uri="b")
    assert is_of_another(question, said, 0, [retrieved(said), elsewhere])


@pytest.mark.parametrize(
    ("question", "said", "title"),
    [
        ("How many boilers did we sell in 2023?", "We sold 120 boilers.", ""),
        ("How many boilers did we sell in 2024?", SOLD, ""),
        ("How many boilers did we sell in 2023?", SOLD, "Report on 2023"),
        ("Who led the council in 2018?", "Anna Berg has led the council since 2013.", ""),
        ("Who won the league in 2018?", "Harden won the league in 2017–18.", ""),
        ("Who led the council in 1992?", "From 1990 to 1995 it was Clara Voss.", ""),
        ("Do 2000 people live there in winter?", "In 1990, 2,000 people lived there.", ""),
        ("What was the revenue in FY2023?", "The fiscal year 2023 brought 4.2 million euros.", ""),
        ("What does HTTP404 mean?", "A 404 error means that the page was not found.", ""),
        ("What can be had for EUR50?", "For 50 euros there is a ticket for a year.", ""),
        ("what does error e110 mean?", "Error E110 means that the pressure is low.", ""),
    ],
)
def test_what_tells_of_the_same_or_of_none_may_answer(question, said, title):
    assert not is_of_another(question, said, 0, [retrieved(said, title)])


def test_a_year_may_stand_in_another_passage_of_the_document():
    passages = [retrieved(SOLD), retrieved("In 2023 it was fewer.")]
    assert not is_of_another("How many boilers did we sell in 2023?", SOLD, 0, passages)
