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
        ("Who painted the mill between 2010 and 2020?", "It was painted in March 2024."),
        ("What did the report from 2019 say?", "The report of 2021 says that it burned."),
        ("What was built by Anna in 2010?", "Anna built the barn in 2021."),
        ("Who came in 2019 or in 2023?", "In 2021 Anna came."),
        ("What was the revenue in FY22?", "The fiscal year 2023 brought 4.2 million euros."),
        ("What changed in v12?", "Version 13 came in May."),
        ("What was the revenue in FY2022?", "The fiscal year 2023 brought 4.2 million euros."),
    ],
)
def test_what_tells_of_another_code_or_year_does_not_answer(question, said):
    assert is_of_another(question, said, 0, [retrieved(said)])
    elsewhere = retrieved("2010, 2022 and 2023; e111, bx-225, FY2022, v12.", uri="b")
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
        ("What was the revenue in FY23?", "The fiscal year 2023 brought 4.2 million euros.", ""),
        ("What was the revenue in FY2023?", "FY23 brought 4.2 million euros.", ""),
        ("What changed in v12?", "Version 12 brought a new mill.", ""),
        ("What does HTTP404 mean?", "A 404 error means that the page was not found.", ""),
        ("What can be had for EUR50?", "For 50 euros there is a ticket for a year.", ""),
        ("what does error e110 mean?", "Error E110 means that the pressure is low.", ""),
    ],
)
def test_what_tells_of_the_same_or_of_none_may_answer(question, said, title):
    assert not is_of_another(question, said, 0, [retrieved(said, title)])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which mills were opened after 2010?", "The Harden mill was opened in 2013."),
        ("What happened to the mill since 2015?", "In 2018 the mill was sold to Globex."),
        ("Was it built before 1900?", "It was built in 1874."),
        ("Was it sold by the end of 2019?", "It was sold in 2017."),
        ("Who has worked there since May 2019?", "In 2021 Anna began to work there."),
        ("Is there a mill newer than 1950?", "The Harden mill was built in 1962."),
        ("Which papers appeared in 2020 or later?", "Their paper appeared in 2021."),
        ("Who led the mill from 2010 onwards?", "In 2013 Anna Berg became its head."),
        ("What happened between 2010 and 2020?", "In 2014 the bridge collapsed."),
        ("What happened between May 2010 and the end of 2020?", "In 2014 the bridge collapsed."),
        ("Who led the council from 1990 to 2000?", "Clara Voss was elected in 1994."),
        ("Who led the council in 2010–14?", "Clara Voss was elected in 2012."),
        ("Wer war nach 1990 Müller?", "Anna Berg wurde 1994 zur Müllerin gewählt."),
        ("Wer war zwischen 1990 und 2000 Müller?", "Anna Berg wurde 1994 Müllerin."),
        ("What happened on 2023-05-01?", "In 2021 the mill burned."),
    ],
)
def test_years_that_bound_a_question_and_those_of_a_span_need_not_be_told(question, said):
    assert not is_of_another(question, said, 0, [retrieved(said)])


def test_a_year_may_stand_in_another_passage_of_the_document():
    passages = [retrieved(SOLD), retrieved("In 2023 it was fewer.")]
    assert not is_of_another("How many boilers did we sell in 2023?", SOLD, 0, passages)
